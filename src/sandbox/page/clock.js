import { useEffect, useState } from 'preact/hooks';
import { html } from './html.js';
import { Icon } from './icons.js';
import { Menu } from './menu.js';
import { send } from './send.js';

/** How often what shows the time is drawn anew, ms. */
const TICK = 1000;
const MINUTE = 60_000;

const STEPS = [
  ['1h', '+1 giờ', 'nhắc nhở, thời hạn ngắn'],
  ['24h', '+24 giờ', 'hôm sau'],
  ['48h', '+48 giờ', 'hết cửa sổ miễn phí của Zalo'],
  ['23:00', 'Tới 23:00', 'giờ yên tĩnh ban đêm'],
];

const format = (options) =>
  new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', hourCycle: 'h23', ...options });
const HOURS = format({ hour: '2-digit', minute: '2-digit' });
const DAY = format({ weekday: 'short', day: 'numeric', month: 'numeric' });

/** The sandbox's time, ms; `ahead`: by how much it is ahead of this machine's. */
export function useTime(ahead) {
  const [real, setReal] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setReal(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  return real + ahead;
}

/** What time it is in the sandbox, and how to let it pass. It only goes forward. */
export function Clock({ ahead, notice }) {
  const now = useTime(ahead);
  const [open, setOpen] = useState(false);
  const skip = (step) => {
    setOpen(false);
    send('clock', { step }).then(
      ({ now: at }) => notice(`Bây giờ là ${HOURS.format(at)} ${DAY.format(at)}. Đồng hồ chỉ đi tới.`),
      (error) => notice(error.message),
    );
  };
  const face = html`<${Icon} name="clock" /><b data-testid="clock-time">${HOURS.format(now)}</b
    ><span>${DAY.format(now)}</span>`;
  return html`<${Menu}
    label="Đồng hồ giả lập"
    testid="clock"
    classes=${ahead > 0 ? 'quiet ahead' : 'quiet'}
    ...${{ open, setOpen, face }}
  >
    ${STEPS.map(
      ([step, label, hint]) =>
        html`<button type="button" data-testid="clock-${step}" onClick=${() => skip(step)}>
          <span>${label}</span><small>${hint}</small>
        </button>`,
    )}
  <//>`;
}

/** `47:12`: hours and minutes that are left. */
function left(until, now) {
  const minutes = Math.max(0, Math.ceil((until - now) / MINUTE));
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

function meterWords({ freeUntil, openUntil, left: messages, total }, now) {
  if (openUntil === undefined) return 'Người này chưa nhắn cho OA: OA chưa được viết';
  if (now > openUntil) return 'Cửa sổ đã đóng: OA không nhắn được nữa';
  if (now > freeUntil) return `Hết 48 giờ: nhắn có tính phí, còn ${left(openUntil, now)}`;
  const free = total === undefined ? 'Nhắn miễn phí' : `Còn ${messages}/${total} tin miễn phí`;
  return `${free} · cửa sổ 48 giờ còn ${left(freeUntil, now)}`;
}

/** What Zalo still lets the OA write to this person, by Zalo's own count. */
export function Meter({ meter, ahead }) {
  const now = useTime(ahead);
  const shut = meter.openUntil === undefined || now > meter.openUntil || meter.left === 0;
  return html`<p
    class=${shut ? 'meter shut' : 'meter'}
    data-testid="meter"
    title="Zalo tính cho OA; đoàn viên không thấy dòng này"
  >
    ${meterWords(meter, now)}
  </p>`;
}
