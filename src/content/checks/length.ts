/** Texts that a channel would refuse, and those that are long to read on a phone. */
import { sourceLine } from '../served.ts';
import type { Read } from '../bundle.ts';
import type { Stretch } from '../document.ts';
import type { Fault } from '../fault.ts';
import type { Entry } from '../items.ts';

/** UTF-16 units, the stricter way of counting: Zalo OA `message/cs` text; Telegram Bot API sendMessage text. */
export const ZALO_MOST = 2000;
export const TELEGRAM_MOST = 4096;
/** What a person reads on a phone without giving up. */
const LONG = 600;

export function lengthFaults(read: Read): Fault[] {
  const items = read.entries.flatMap(itemLength);
  const said = read.said.flatMap(({ wording, at, raw }) => {
    const lead = /^\s*/.exec(raw)![0].length;
    const { length } = wording.text;
    const source = read.sources.get(wording.path)!;
    const start = Math.min(at + lead, source.text.length);
    if (length > ZALO_MOST)
      return [
        source.fault(
          start,
          1,
          'error',
          tooLong('Lời', length, 'Zalo', ZALO_MOST),
          'chia thành nhiều lời ngắn',
        ),
      ];
    if (length > LONG)
      return [source.fault(start, 1, 'advice', `Lời dài ${length} ký tự`, `nên dưới ${LONG} ký tự`)];
    return [];
  });
  return [...items, ...said];
}

/** Counted with the source line, as it is sent; `## Đọc` is spoken and has no limit. */
function itemLength({ item, yaml, body }: Entry): Fault[] {
  const faults: Fault[] = [];
  const tail = `\n\n${sourceLine(item)}`.length;
  const say = ({ at, text }: Stretch, severity: Fault['severity'], message: string, hint: string) => {
    const firstLine = text.split('\n')[0]!.length;
    faults.push(yaml.source.fault(at, firstLine, severity, message, hint));
  };
  const onTelegram = item.text.length + tail;
  const onZalo = (item.zalo ?? item.text).length + tail;
  if (onTelegram > TELEGRAM_MOST) {
    say(
      body.text,
      'error',
      tooLong('Câu trả lời', onTelegram, 'Telegram', TELEGRAM_MOST),
      'viết ngắn lại, hoặc tách thành hai mục',
    );
  }
  if (onZalo > ZALO_MOST) {
    const hint = item.zalo === undefined ? 'thêm mục ‘## Zalo’ với bản ngắn' : 'viết ngắn lại';
    say(body.zalo ?? body.text, 'error', tooLong('Câu trả lời', onZalo, 'Zalo', ZALO_MOST), hint);
  }
  if (faults.length === 0 && item.text.length > LONG) {
    say(
      body.text,
      'advice',
      `Câu trả lời dài ${item.text.length} ký tự`,
      `nên dưới ${LONG} ký tự; điều quan trọng nhất ở dòng đầu`,
    );
  }
  return faults;
}

function tooLong(what: string, length: number, channel: string, most: number): string {
  return `${what} dài ${length} ký tự, ${channel} chỉ nhận ${most}`;
}
