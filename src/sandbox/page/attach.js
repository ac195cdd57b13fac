import { useEffect, useState } from 'preact/hooks';
import { html } from './html.js';
import { Icon } from './icons.js';
import { Menu } from './menu.js';
import { ask } from './send.js';

const SAMPLES = [
  ['photo', 'Ảnh mẫu'],
  ['voice', 'Tin thoại mẫu'],
  ['location', 'Vị trí'],
  ['contact', 'Danh thiếp'],
  ['document', 'Tệp PDF mẫu'],
  ['sticker', 'Nhãn dán'],
];

/** What a phone can send beside words; `onSample(action)`. */
export function Attach({ onSample }) {
  const [open, setOpen] = useState(false);
  const choose = (action) => {
    setOpen(false);
    onSample(action);
  };
  return html`<${Menu} icon="attach" label="Gửi kèm" testid="attach" open=${open} setOpen=${setOpen}>
    ${SAMPLES.map(
      ([action, label]) =>
        html`<button type="button" data-testid="attach-${action}" onClick=${() => choose(action)}>
          <${Icon} name=${action} /><span>${label}</span>
        </button>`,
    )}
  <//>`;
}

/** Telegram's list of the bot's commands, asked for when it is opened. */
export function Commands({ onCommand }) {
  const [open, setOpen] = useState(false);
  const [list, setList] = useState([]);
  useEffect(() => {
    if (open) ask('commands').then(setList, () => setList([]));
  }, [open]);
  const choose = (command) => {
    setOpen(false);
    onCommand(`/${command}`);
  };
  return html`<${Menu} icon="commands" label="Các lệnh" testid="commands" open=${open} setOpen=${setOpen}>
    ${list.length === 0 && html`<p>Bot chưa khai báo lệnh nào.</p>`}
    ${list.map(
      ({ command, description }) =>
        html`<button type="button" onClick=${() => choose(command)}>
          <code>/${command}</code><span>${description}</span>
        </button>`,
    )}
  <//>`;
}
