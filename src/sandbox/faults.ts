import type { Fault } from './phone.ts';

/** What of the stand-ins the switches move. */
export interface Breakable {
  telegram: { setFault(fault: Fault): () => void };
  zalo: {
    setFault(fault: Fault): () => void;
    set(settings: { duplicate?: boolean; reorder?: boolean }): void;
    closeWindows(): () => void;
  };
}

export interface FaultSwitch {
  id: string;
  title: string;
  hint: string;
  /** It happens once and is over; the page shows a button, no switch. */
  once: boolean;
  on: boolean;
}

export interface Faults {
  list(): readonly FaultSwitch[];
  /** Turns a fault on or off. False: there is none of that name. */
  set(id: string, on: boolean): boolean;
  clear(): void;
}

/** Telegram's methods that bring something to a person. */
const SENDS = ['sendMessage', 'editMessageText', 'sendPhoto', 'sendVoice', 'sendDocument'];
/** Seconds that Telegram asks to wait. */
const RETRY_AFTER = 5;
/** A slow network, ms for each send. */
const SLOW = 3000;

interface Kind {
  id: string;
  title: string;
  hint: string;
  once?: boolean;
  /** Breaks it, and gives what mends it. */
  start(things: Breakable): () => void;
}

function onSends(telegram: Breakable['telegram'], fault: Fault): () => void {
  const ends = SENDS.map((method) => telegram.setFault({ ...fault, method }));
  return () => ends.forEach((end) => end());
}

const KINDS: readonly Kind[] = [
  {
    id: 'telegram-429',
    title: 'Telegram báo quá nhanh (429)',
    hint: `Từ chối mọi tin, bảo chờ ${RETRY_AFTER} giây. Tắt đi thì tin đang chờ sẽ tới.`,
    start: ({ telegram }) => onSends(telegram, { kind: 'error', code: 429, retryAfter: RETRY_AFTER }),
  },
  {
    id: 'zalo-down',
    title: 'Zalo ngừng phục vụ (502)',
    hint: 'Mọi lời gọi tới Zalo đều hỏng. Tin nằm lại trong hộp gửi.',
    start: ({ zalo }) => zalo.setFault({ kind: 'status', status: 502 }),
  },
  {
    id: 'slow',
    title: 'Mạng chậm',
    hint: `Mỗi tin gửi đi chậm thêm ${SLOW / 1000} giây, cả hai kênh.`,
    start({ telegram, zalo }) {
      const ends = [
        onSends(telegram, { kind: 'delay', ms: SLOW }),
        zalo.setFault({ kind: 'delay', ms: SLOW, method: 'message/cs' }),
      ];
      return () => ends.forEach((end) => end());
    },
  },
  {
    id: 'zalo-duplicate',
    title: 'Zalo gửi mỗi webhook hai lần',
    hint: 'Bot phải xử lý đúng một lần.',
    start({ zalo }) {
      zalo.set({ duplicate: true });
      return () => zalo.set({ duplicate: false });
    },
  },
  {
    id: 'zalo-reorder',
    title: 'Zalo gửi webhook ngược thứ tự',
    hint: 'Hai tin liền nhau tới ngược thứ tự.',
    start({ zalo }) {
      zalo.set({ reorder: true });
      return () => zalo.set({ reorder: false });
    },
  },
  {
    id: 'zalo-token-expired',
    title: 'Token Zalo hết hạn',
    hint: 'Tin kế tiếp bị từ chối với mã -216; bot phải tự lấy token mới.',
    once: true,
    start: ({ zalo }) => zalo.setFault({ kind: 'error', code: -216, method: 'message/cs', times: 1 }),
  },
  {
    id: 'zalo-window-closed',
    title: 'Cửa sổ Zalo đã đóng',
    hint: 'Như thể đoàn viên im lặng quá 7 ngày: tin gửi đi bị từ chối (-230), đến khi đoàn viên nhắn lại.',
    start: ({ zalo }) => zalo.closeWindows(),
  },
  {
    id: 'answer-lost',
    title: 'Mất câu trả lời của nền tảng',
    hint: 'Tin kế tiếp tới nơi nhưng bot không biết: gửi lại nhiều nhất một lần, có ghi “(gửi lại)”.',
    once: true,
    start({ telegram, zalo }) {
      const lost = { kind: 'accept-then-drop', times: 1 } as const;
      const ends = [
        telegram.setFault({ ...lost, method: 'sendMessage' }),
        zalo.setFault({ ...lost, method: 'message/cs' }),
      ];
      return () => ends.forEach((end) => end());
    },
  },
];

/** The page's switches over the faults that the stand-ins know. */
export function createFaults(things: Breakable): Faults {
  const running = new Map<string, () => void>();
  function end(id: string): void {
    running.get(id)?.();
    running.delete(id);
  }
  return {
    list: () =>
      KINDS.map(({ id, title, hint, once = false }) => ({
        id,
        title,
        hint,
        once,
        on: !once && running.has(id),
      })),
    set(id, on) {
      const kind = KINDS.find((each) => each.id === id);
      if (!kind) return false;
      end(id);
      if (on) running.set(id, kind.start(things));
      return true;
    },
    clear: () => [...running.keys()].forEach(end),
  };
}
