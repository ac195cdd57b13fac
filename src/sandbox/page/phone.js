import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Bubble, Keys } from './bubble.js';
import { Meter } from './clock.js';
import { Composer } from './composer.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { send } from './send.js';

/** How near to the end the reader must be for new messages to pull the view along, px. */
const NEAR = 80;

function Empty({ phone, act }) {
  const start = phone.platform === 'telegram' ? 'Bắt đầu' : 'Quan tâm';
  return html`<div class="empty">
    <p>${phone.empty}</p>
    ${phone.newcomers && html`<button type="button" class="start" data-testid="start" onClick=${() => act('start')}>${start}</button>`}
    ${phone.tries.map(
      (words) =>
        html`<button type="button" class="try" onClick=${() => act('say', { text: words })}>
          ${words}
        </button>`,
    )}
  </div>`;
}

/** Telegram's keyboard under the entry field: the newest message that showed or removed one decides. */
function keyboardOf(bubbles) {
  const last = bubbles.findLast(({ keyboard }) => keyboard);
  return last?.keyboard === 'shown' ? last : undefined;
}

/** Keeps the newest message in view, unless the reader has scrolled up. */
function useFollowing(bubbles, typing) {
  const log = useRef(null);
  const following = useRef(true);
  const [behind, setBehind] = useState(false);
  const toEnd = () => {
    log.current.scrollTop = log.current.scrollHeight;
    setBehind(false);
  };
  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = log.current;
    following.current = scrollHeight - scrollTop - clientHeight < NEAR;
    if (following.current) setBehind(false);
  };
  useEffect(() => {
    // A picture that arrives, a field that grows, a phone that comes into sight: the end moves without a message.
    const hold = () => following.current && toEnd();
    const sizes = new ResizeObserver(hold);
    sizes.observe(log.current);
    log.current.addEventListener('load', hold, { capture: true });
    return () => sizes.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (following.current || bubbles.at(-1)?.from === 'person') toEnd();
    else setBehind(true);
  }, [bubbles, typing]);
  return { log, behind, toEnd, onScroll };
}

/** One person's phone, dressed as the platform that it runs. */
export function Phone({
  phone,
  doing,
  meter,
  ahead,
  toasts,
  dismiss,
  inspecting,
  chosen,
  onInspect,
  notice,
  tabs,
  classes,
}) {
  const { key, platform, name, bubbles } = phone;
  const [replyTo, setReplyTo] = useState();
  const { log, behind, toEnd, onScroll } = useFollowing(bubbles, doing);
  const keyboard = keyboardOf(bubbles);

  async function act(action, body) {
    try {
      await send(`phones/${key}/${action}`, body);
      return true;
    } catch (error) {
      notice(error.message);
      return false;
    }
  }
  const hands = {
    press: (bubble, row, column) => act('press', { bubble: bubble.id, row, column }),
    command: platform === 'telegram' ? (words) => act('say', { text: words }) : undefined,
    reply: setReplyTo,
    inspect: (bubble) => onInspect(key, bubble.id),
    notice,
  };
  const quotedIn = ({ quotes }) => quotes && bubbles.find(({ id }) => id === quotes);

  return html`<section
    class="slot ${classes}"
    data-phone=${key}
    data-person=${phone.personKey}
    aria-label="Điện thoại của ${name}, ${phone.title}"
    onPointerDown=${() => onInspect(key)}
    onFocusIn=${() => onInspect(key)}
  >
    <header class="holder">
      <div>
        ${tabs ?? html`<h2>${phone.title}</h2>`}
        <p><b>${name}</b> · ${phone.about}</p>
      </div>
      ${
        phone.newcomers &&
        html`<button
          type="button"
          class="quiet"
          data-testid="newcomer"
          title="Một người chưa từng nhắn cầm máy này"
          onClick=${() => act('new')}
        >
          <${Icon} name="person" /><span>Người mới</span>
        </button>`
      }
    </header>
    <div class="device ${platform}">
      <div class="title">
        <span class="face" aria-hidden="true">SC</span>
        <div>
          <strong>Sát Cánh</strong>
          <small>${doing ? 'đang nhập…' : platform === 'telegram' ? 'bot' : 'Tài khoản OA'}</small>
        </div>
        <button
          type="button"
          class="round plain"
          aria-label="Xoá màn hình của ${name}"
          title="Xoá màn hình"
          data-testid="clear"
          onClick=${() => act('clear')}
        >
          <${Icon} name="broom" />
        </button>
      </div>
      ${meter && html`<${Meter} meter=${meter} ahead=${ahead} />`}
      <div class="screen">
        <ol class="log" role="log" aria-label="Tin nhắn" tabindex="0" ref=${log} onScroll=${onScroll}>
          ${bubbles.length === 0 && html`<li class="nothing"><${Empty} phone=${phone} act=${act} /></li>`}
          ${bubbles.map(
            (bubble) =>
              html`<${Bubble}
                key=${bubble.id}
                bubble=${bubble}
                quoted=${quotedIn(bubble)}
                inspecting=${inspecting}
                chosen=${inspecting && chosen === bubble.id}
                hands=${hands}
              />`,
          )}
          ${doing && html`<li class="typing" aria-label="Đang nhập"><i /><i /><i /></li>`}
        </ol>
        ${behind && html`<button type="button" class="newer" onClick=${toEnd}><${Icon} name="down" />Tin mới</button>`}
        ${toasts.map(
          (toast) =>
            html`<div class=${toast.alert ? 'toast alert' : 'toast'} role="status" data-testid="toast">
              <span>${toast.text}</span>
              ${toast.alert && html`<button type="button" onClick=${() => dismiss(toast)}>OK</button>`}
            </div>`,
        )}
      </div>
      <${Composer} phone=${phone} replyTo=${replyTo} onReplyOver=${() => setReplyTo(undefined)} act=${act} />
      ${keyboard && html`<${Keys} rows=${keyboard.rows ?? []} onPress=${(r, c) => hands.press(keyboard, r, c)} onFault=${notice} />`}
    </div>
  </section>`;
}
