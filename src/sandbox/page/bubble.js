import { useRef, useState } from 'preact/hooks';
import { html } from './html.js';
import { Icon } from './icons.js';
import { isWeb, RichText } from './rich-text.js';

const CLOCK = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const ONLY_SIGNS = /^(\p{Extended_Pictographic}\uFE0F?){1,3}$/u;
const STICKER = /^\[sticker [^\]]*\]$/;
const BARS = [5, 9, 14, 8, 12, 17, 10, 6, 13, 16, 9, 5, 11, 15, 8, 12, 6, 9];

function Voice({ url, onFault }) {
  const sound = useRef(null);
  const [playing, setPlaying] = useState(false);
  async function toggle() {
    try {
      if (playing) sound.current.pause();
      else await sound.current.play();
    } catch {
      onFault('Trình duyệt này không phát được tin thoại.');
    }
  }
  return html`<div class="voice">
    <button
      type="button"
      class="round"
      aria-label=${playing ? 'Dừng tin thoại' : 'Nghe tin thoại'}
      onClick=${toggle}
    >
      <${Icon} name=${playing ? 'pause' : 'play'} />
    </button>
    <svg class="wave" viewBox="0 0 90 20" aria-hidden="true">
      ${BARS.map((tall, at) => html`<rect x=${at * 5} y=${(20 - tall) / 2} width="3" height=${tall} rx="1.5" />`)}
    </svg>
    <span>Tin thoại</span>
    <audio
      ref=${sound}
      src=${url}
      preload="none"
      onPlay=${() => setPlaying(true)}
      onPause=${() => setPlaying(false)}
      onEnded=${() => setPlaying(false)}
    />
  </div>`;
}

function File({ file, onFault }) {
  if (file.kind === 'photo') return html`<img class="photo" src=${file.url} alt="Ảnh gửi kèm" />`;
  if (file.kind === 'voice') return html`<${Voice} url=${file.url} onFault=${onFault} />`;
  return html`<a class="document" href=${file.url} download=${file.name ?? 'tep'}>
    <span class="round"><${Icon} name="document" /></span><span>${file.name ?? 'Tệp gửi kèm'}</span>
  </a>`;
}

function Quote({ quoted }) {
  const words = quoted ? quoted.text || 'Tin có tệp đính kèm' : 'Tin không còn trên màn hình';
  return html`<div class="quote">${words.split('\n')[0].slice(0, 90)}</div>`;
}

function Button({ button, onPress, onFault }) {
  const { label, kind, target } = button;
  if (kind === 'url' && isWeb(target))
    return html`<a class="key" data-testid="button" href=${target} target="_blank" rel="noopener noreferrer">
      ${label}<${Icon} name="open" />
    </a>`;
  const silent =
    kind === 'phone' ? `Giả lập: điện thoại sẽ gọi ${target ?? ''}.` : 'Giả lập: đã chép nội dung của nút.';
  const act = kind === 'phone' || kind === 'url' ? () => onFault(silent) : onPress;
  return html`<button type="button" class="key" data-testid="button" onClick=${act}>
    ${kind === 'phone' && html`<${Icon} name="phone" />`}<span>${label}</span>
  </button>`;
}

/** Rows of buttons as the platform shows them; `onPress(row, column)`. */
export function Keys({ rows, onPress, onFault }) {
  return html`<div class="keys">
    ${rows.map(
      (row, r) =>
        html`<div class="row">
          ${row.map(
            (button, c) =>
              html`<${Button} button=${button} onPress=${() => onPress(r, c)} onFault=${onFault} />`,
          )}
        </div>`,
    )}
  </div>`;
}

/** One message on a phone. `hands`: what can be done with it. */
export function Bubble({ bubble, quoted, inspecting, chosen, hands }) {
  const { text, file, location, from } = bubble;
  const sticker = STICKER.test(text) || (ONLY_SIGNS.test(text) && !file);
  const rows = bubble.keyboard ? undefined : bubble.rows;
  const kind = `bubble ${from === 'bot' ? 'theirs' : 'mine'}${sticker ? ' sign' : ''}${chosen ? ' chosen' : ''}`;
  return html`<li class=${kind} data-bubble=${bubble.id} data-from=${from}>
    <div class="balloon">
      <div class="body">
        ${bubble.quotes && html`<${Quote} quoted=${quoted} />`}
        ${file && html`<${File} file=${file} onFault=${hands.notice} />`}
        ${
          location &&
          html`<div class="place">
            <${Icon} name="location" /><span>Vị trí</span>
            <small>${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}</small>
          </div>`
        }
        ${
          STICKER.test(text)
            ? html`<div class="sticker"><${Icon} name="sticker" /><span>Nhãn dán</span></div>`
            : text &&
              html`<${RichText} text=${text} entities=${bubble.entities} onCommand=${hands.command} />`
        }
        <div class="meta">${bubble.edited ? 'đã sửa ' : ''}<time>${CLOCK.format(bubble.at)}</time></div>
      </div>
      ${rows && html`<${Keys} rows=${rows} onPress=${(r, c) => hands.press(bubble, r, c)} onFault=${hands.notice} />`}
    </div>
    <div class="tools">
      <button
        type="button"
        aria-label="Trả lời tin này"
        title="Trả lời"
        data-testid="reply"
        onClick=${() => hands.reply(bubble)}
      >
        <${Icon} name="reply" />
      </button>
      ${
        inspecting &&
        html`<button
          type="button"
          aria-label="Xem tin thô"
          title="Tin thô"
          data-testid="raw"
          onClick=${() => hands.inspect(bubble)}
        >
          <${Icon} name="raw" />
        </button>`
      }
    </div>
  </li>`;
}
