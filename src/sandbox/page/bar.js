import { useEffect, useState } from 'preact/hooks';
import { Clock } from './clock.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { send } from './send.js';

const SIZES = [
  ['', 'A', 'Cỡ chữ vừa'],
  ['large', 'A+', 'Cỡ chữ to'],
];
const REMEMBERED = 'sandbox-text-size';

function TextSize() {
  const [size, setSize] = useState(localStorage.getItem(REMEMBERED) ?? '');
  useEffect(() => {
    document.documentElement.dataset.size = size;
    localStorage.setItem(REMEMBERED, size);
  }, [size]);
  return html`<div class="sizes" role="group" aria-label="Cỡ chữ">
    ${SIZES.map(
      ([value, sign, label]) =>
        html`<button
          type="button"
          aria-label=${label}
          aria-pressed=${String(size === value)}
          data-testid="size-${value || 'normal'}"
          onClick=${() => setSize(value)}
        >
          ${sign}
        </button>`,
    )}
  </div>`;
}

/** The top of the page: that nothing here is real is always in sight. */
export function Bar({ online, ahead, open, onInspector, notice }) {
  const reset = () =>
    send('reset').then(
      () => notice('Đã xoá các màn hình và tắt mọi sự cố. Trợ lý vẫn nhớ những gì đã nhận.'),
      (error) => notice(error.message),
    );
  return html`<header class="bar">
    <h1><img src="/sandbox/page/favicon.svg" alt="" /><span>Sát Cánh</span></h1>
    <p class="banner" role="note" data-testid="banner">
      <b>GIẢ LẬP</b> – không gửi gì ra ngoài, không cần token
    </p>
    ${!online && html`<p class="offline" role="status">Mất kết nối, đang nối lại…</p>`}
    <div class="controls">
      <${Clock} ahead=${ahead} notice=${notice} />
      <${TextSize} />
      <button
        type="button"
        class="quiet"
        data-testid="reset"
        title="Xoá mọi màn hình, tắt mọi sự cố"
        onClick=${reset}
      >
        <${Icon} name="broom" /><span>Làm mới</span>
      </button>
      <button
        type="button"
        class="quiet"
        data-testid="inspector-toggle"
        aria-expanded=${String(open)}
        onClick=${onInspector}
      >
        <${Icon} name="inspect" /><span>Soi bên trong</span>
      </button>
    </div>
  </header>`;
}

const SHORT = { 'member-telegram': 'Telegram', 'member-zalo': 'Zalo', officer: 'Cán bộ', admin: 'Quản trị' };

/** Which phone is in sight. */
export function Tabs({ phones, current, unread, onShow, small }) {
  return html`<nav class=${small ? 'tabs small' : 'tabs'} aria-label="Chọn điện thoại">
    ${phones.map(
      ({ key }) =>
        html`<button
          type="button"
          aria-pressed=${String(key === current)}
          data-testid="tab-${key}"
          onClick=${() => onShow(key)}
        >
          ${SHORT[key]}${unread[key] > 0 && html`<span class="count" aria-label="${unread[key]} tin mới">${unread[key]}</span>`}
        </button>`,
    )}
  </nav>`;
}
