import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Attach, Commands } from './attach.js';
import { html } from './html.js';
import { Icon } from './icons.js';

/** How many sent lines ↑ recalls, as a terminal does. */
const RECALLED = 20;

/** Where the person types. `act(action, body)` resolves to true when the platform took it. */
export function Composer({ phone, replyTo, onReplyOver, act }) {
  const [text, setText] = useState('');
  const [past, setPast] = useState([]);
  const [back, setBack] = useState(-1);
  const field = useRef(null);

  useLayoutEffect(() => {
    // The field grows with its words; its height is a property, so the strict policy on styles has no say in it.
    const { style } = field.current;
    style.height = 'auto';
    // Out of sight it has no height to measure; empty it has the height of its one row.
    if (text !== '' && field.current.scrollHeight > 0)
      style.height = `${Math.min(field.current.scrollHeight + 2, 140)}px`;
  }, [text]);
  useEffect(() => {
    if (replyTo) field.current.focus();
  }, [replyTo]);

  async function submit() {
    const words = text.trim();
    if (words === '') return;
    setText('');
    setBack(-1);
    const taken = await (replyTo
      ? act('reply', { bubble: replyTo.id, text: words })
      : act('say', { text: words }));
    if (!taken) return setText(words);
    setPast((lines) => [words, ...lines.filter((line) => line !== words)].slice(0, RECALLED));
    return onReplyOver();
  }
  function recall(step) {
    const next = Math.max(-1, Math.min(past.length - 1, back + step));
    setBack(next);
    setText(next < 0 ? '' : past[next]);
  }
  function onKeyDown(event) {
    // While an input method composes a Vietnamese letter, Enter belongs to it.
    if (event.isComposing) return;
    const recalled = back >= 0 && text === past[back];
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'ArrowUp' && (text === '' || recalled) && past.length > 0) {
      event.preventDefault();
      recall(1);
    } else if (event.key === 'ArrowDown' && recalled) {
      event.preventDefault();
      recall(-1);
    } else if (event.key === 'Escape' && replyTo) onReplyOver();
  }
  function sample(action) {
    if (action !== 'photo') return act(action);
    const caption = text.trim();
    setText('');
    return act('photo', caption ? { caption } : {});
  }

  return html`<div class="composer">
    ${
      replyTo &&
      html`<div class="replying">
        <${Icon} name="reply" /><span>${replyTo.text.split('\n')[0] || 'Tin có tệp đính kèm'}</span>
        <button type="button" aria-label="Thôi trả lời" onClick=${onReplyOver}>
          <${Icon} name="close" />
        </button>
      </div>`
    }
    <div class="entry">
      ${phone.platform === 'telegram' && html`<${Commands} onCommand=${(command) => act('say', { text: command })} />`}
      <${Attach} onSample=${sample} />
      <textarea
        ref=${field}
        rows="1"
        data-testid="entry"
        aria-label="Nhắn tin từ điện thoại của ${phone.name}"
        placeholder="Nhập tin nhắn…"
        autocomplete="off"
        value=${text}
        onInput=${(event) => setText(event.currentTarget.value)}
        onKeyDown=${onKeyDown}
      />
      <button
        type="button"
        class="round send"
        data-testid="send"
        aria-label="Gửi"
        disabled=${text.trim() === ''}
        onClick=${submit}
      >
        <${Icon} name="send" />
      </button>
    </div>
  </div>`;
}
