import { useEffect, useRef } from 'preact/hooks';
import { html } from './html.js';
import { Icon } from './icons.js';

/** A button that opens a small list: Escape or a tap elsewhere closes it. `face`: what stands on the button, else its icon. */
export function Menu({ icon, label, testid, open, setOpen, face, classes = 'round plain', children }) {
  const root = useRef(null);
  useEffect(() => {
    if (!open) return undefined;
    const away = (event) => {
      if (event.key === 'Escape' || (event.type === 'pointerdown' && !root.current?.contains(event.target)))
        setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('keydown', away);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('keydown', away);
    };
  }, [open]);
  return html`<div class="menu" ref=${root}>
    <button
      type="button"
      class=${classes}
      aria-label=${label}
      title=${label}
      aria-expanded=${String(open)}
      data-testid=${testid}
      onClick=${() => setOpen(!open)}
    >
      ${face ?? html`<${Icon} name=${icon} />`}
    </button>
    ${open && html`<div class="menu-list" role="group" aria-label=${label}>${children}</div>`}
  </div>`;
}
