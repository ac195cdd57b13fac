import { useEffect, useState } from 'preact/hooks';
import { html } from './html.js';
import { Icon } from './icons.js';
import { Json } from './json.js';
import { ask, send } from './send.js';

/** The turn that follows a message takes a moment, ms. */
const SETTLE = 250;

function useAnswer(path, trigger) {
  const [answer, setAnswer] = useState();
  useEffect(() => {
    let over = false;
    const look = () =>
      ask(path).then(
        (found) => over || setAnswer(found),
        () => over || setAnswer(undefined),
      );
    if (path) look();
    else setAnswer(undefined);
    const again = path && setTimeout(look, SETTLE);
    return () => {
      over = true;
      clearTimeout(again);
    };
  }, [path, trigger]);
  return answer;
}

function Place({ conversation }) {
  if (!conversation) return html`<p class="hint">Chưa có cuộc trò chuyện nào được ghi lại.</p>`;
  const { flow, state, title, stateTitle, data, stack, asked, ...rest } = conversation;
  const trail = Array.isArray(stack) ? stack : [];
  const choices = Array.isArray(asked?.choices) ? asked.choices : [];
  return html`
    <p class="where">
      ${flow ? html`<b>${[title, stateTitle].filter(Boolean).join(' · ') || state}</b><small>${flow} › ${state}</small>` : html`<b>Không ở trong luồng nào</b>`}
    </p>
    ${
      trail.length > 1 &&
      html`<p class="hint">
        Ngăn xếp:${' '}
        ${trail.map((at) => (typeof at === 'string' ? at : `${at.flow}/${at.at ?? at.state}`)).join(' → ')}
      </p>`
    }
    ${choices.length > 0 && html`<p class="chips">${choices.map(({ label, option }) => html`<span title=${option}>${label}</span>`)}</p>`}
    ${data && Object.keys(data).length > 0 && html`<${Json} value=${data} label="Dữ liệu của luồng" />`}
    ${
      Object.keys(rest).length > 0 &&
      html`<details>
        <summary>Phần còn lại</summary>
        <${Json} value=${rest} label="Phần còn lại" />
      </details>`
    }
  `;
}

function Faults({ faults, notice }) {
  const set = (fault, on) =>
    send('faults', { id: fault.id, on }).then(
      () => fault.once && notice(`Đã cài: ${fault.title}.`),
      (error) => notice(error.message),
    );
  return html`<ul class="faults">
    ${faults.map(
      (fault) =>
        html`<li>
          <div><b id="fault-${fault.id}">${fault.title}</b><small>${fault.hint}</small></div>
          ${
            fault.once
              ? html`<button
                  type="button"
                  class="quiet"
                  data-testid="fault-${fault.id}"
                  aria-labelledby="fault-${fault.id}"
                  onClick=${() => set(fault, true)}
                >
                  Một lần
                </button>`
              : html`<button
                  type="button"
                  class="switch"
                  role="switch"
                  aria-checked=${String(fault.on)}
                  aria-labelledby="fault-${fault.id}"
                  data-testid="fault-${fault.id}"
                  onClick=${() => set(fault, !fault.on)}
                />`
          }
        </li>`,
    )}
  </ul>`;
}

/** What lies behind the phone that was touched last: where the bot is, the bare call, and how to break things. */
export function Inspector({ phone, bubble, faults, notice, onClose }) {
  const found = useAnswer(phone && `inspect/${phone.key}`, phone?.bubbles);
  const raw = useAnswer(
    bubble && phone && `phones/${phone.key}/raw/${encodeURIComponent(bubble)}`,
    phone?.bubbles,
  );
  return html`<aside class="inspector" data-testid="inspector" aria-label="Soi bên trong">
    <header>
      <h2>Soi bên trong</h2>
      <button type="button" class="round plain" aria-label="Đóng" onClick=${onClose}>
        <${Icon} name="close" />
      </button>
    </header>
    <section>
      <h3>Trạng thái</h3>
      ${phone && html`<p class="hint">${phone.name} · <code>${phone.personKey}</code></p>`}
      <div data-testid="inspector-state"><${Place} conversation=${found?.conversation} /></div>
    </section>
    <section>
      <h3>Tin thô</h3>
      ${
        raw === undefined
          ? html`<p class="hint">
              Bấm <${Icon} name="raw" /> cạnh một tin để xem lời gọi API hoặc bản cập nhật của nó.
            </p>`
          : html`<${Json} value=${raw} label="Tin thô" />`
      }
    </section>
    <section>
      <h3>Thử sự cố</h3>
      <${Faults} faults=${faults} notice=${notice} />
    </section>
  </aside>`;
}
