import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Bar, Tabs } from './bar.js';
import { useFeed } from './feed.js';
import { html } from './html.js';
import { Inspector } from './inspector.js';
import { Phone } from './phone.js';

const NOTICE_SHOWN = 5000;
/** Under this width one phone is shown at a time, px. The same number stands in bar.css and phone.css. */
const WIDE = window.matchMedia('(min-width: 900px)');

function useWide() {
  const [wide, setWide] = useState(WIDE.matches);
  useEffect(() => {
    const change = () => setWide(WIDE.matches);
    WIDE.addEventListener('change', change);
    return () => WIDE.removeEventListener('change', change);
  }, []);
  return wide;
}

function useNotice() {
  const [words, setWords] = useState('');
  const timer = useRef();
  const notice = (text) => {
    clearTimeout(timer.current);
    setWords(text);
    timer.current = setTimeout(() => setWords(''), NOTICE_SHOWN);
  };
  return [words, notice];
}

/** How many of the bot's messages came to each phone while it was out of sight. */
function useUnread(phones, isShown) {
  const seen = useRef({});
  const unread = {};
  for (const { key, bubbles } of phones) {
    const count = bubbles.filter(({ from }) => from === 'bot').length;
    if (isShown(key) || count < (seen.current[key] ?? 0)) seen.current[key] = count;
    unread[key] = count - (seen.current[key] ?? 0);
  }
  return unread;
}

function App() {
  const { phones, faults, toasts, doing, meters, ahead, online, dismiss } = useFeed();
  const wide = useWide();
  const [words, notice] = useNotice();
  const [current, setCurrent] = useState('member-telegram');
  const [desk, setDesk] = useState('officer');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState({});

  const isShown = (key) => (wide ? !['officer', 'admin'].includes(key) || key === desk : key === current);
  const unread = useUnread(phones, isShown);
  const inspect = (key, bubble) =>
    setChosen((old) => (bubble ? { key, bubble } : old.key === key ? old : { key }));
  const show = (key) => {
    setCurrent(key);
    if (key === 'officer' || key === 'admin') setDesk(key);
    inspect(key);
  };
  const inspected = phones.find(({ key }) => key === (chosen.key ?? current));
  const officers = phones.filter(({ key }) => key === 'officer' || key === 'admin');
  const deskTabs = html`<${Tabs} small phones=${officers} current=${desk} unread=${unread} onShow=${show} />`;

  return html`<div class="page ${open ? 'inspecting' : ''}">
    <${Bar}
      online=${online}
      ahead=${ahead}
      open=${open}
      onInspector=${() => setOpen(!open)}
      notice=${notice}
    />
    ${!wide && html`<${Tabs} phones=${phones} current=${current} unread=${unread} onShow=${show} />`}
    <main>
      ${phones.map(
        (phone) =>
          html`<${Phone}
            key=${phone.key + phone.personKey}
            phone=${phone}
            doing=${doing[phone.key]}
            meter=${meters[phone.key]}
            ahead=${ahead}
            toasts=${toasts.filter(({ key }) => key === phone.key)}
            dismiss=${dismiss}
            inspecting=${open}
            chosen=${chosen.key === phone.key ? chosen.bubble : undefined}
            onInspect=${inspect}
            notice=${notice}
            tabs=${wide && officers.includes(phone) ? deskTabs : undefined}
            classes=${isShown(phone.key) ? 'shown' : 'away'}
          />`,
      )}
      ${open && html`<${Inspector} phone=${inspected} bubble=${chosen.bubble} faults=${faults} notice=${notice} onClose=${() => setOpen(false)} />`}
    </main>
    <div class="notice" role="status" aria-live="polite" hidden=${words === ''}>${words}</div>
  </div>`;
}

const root = document.getElementById('app');
root.replaceChildren();
render(html`<${App} />`, root);
