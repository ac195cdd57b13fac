import { html } from './html.js';

/** A value as JSON, indented; too long to read is cut. */
export function Json({ value, label }) {
  const text = JSON.stringify(value, null, 2) ?? '';
  const shown =
    text.length > 20_000 ? `${text.slice(0, 20_000)}\n… (còn ${text.length - 20_000} ký tự)` : text;
  return html`<pre class="json" tabindex="0" aria-label=${label}>${shown}</pre>`;
}
