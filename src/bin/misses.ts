/**
 * `npm run misses`: what members asked and the bot did not answer surely, the most asked first, each with a line to paste.
 * Reads the store beside a running bot; `--days N` (7), `--json`, `--content FOLDER`.
 */
import { createKnowledge } from '../app/knowledge.ts';
import { groupMisses } from '../app/misses.ts';
import type { MissGroup } from '../app/misses.ts';
import { loadContent } from '../content/bundle.ts';
import { sayTime } from '../core/time.ts';
import { copyStore } from '../open-store.ts';
import type { Miss } from '../store/data.ts';
import { argumentsOr, usage } from './arguments.ts';
import { explain, settingsOrExit, storeOrExit } from './store-command.ts';

const USAGE = 'Cách dùng: npm run --silent misses -- [--days 7] [--json] [--content content]';
const DAY = 86_400_000;
const DAYS = '7';

const { values } = argumentsOr(USAGE, {
  options: {
    days: { type: 'string', default: DAYS },
    json: { type: 'boolean', default: false },
    content: { type: 'string' },
  },
});
const { days, json, content } = values;
if (!/^[1-9]\d{0,3}$/.test(days)) usage(USAGE);
const config = settingsOrExit();
const now = Date.now();

async function misses(): Promise<Miss[]> {
  const since = now - Number(days) * DAY;
  const found: Miss[] = [];
  for await (const one of copyStore(config)) {
    if (!('table' in one) || one.table !== 'misses') continue;
    const miss = one.row as Miss;
    if (miss.at >= since) found.push(miss);
  }
  return found.sort((a, b) => a.at - b.at);
}

function tell(groups: readonly MissGroup[]): void {
  if (groups.length === 0) {
    console.log(`Trong ${days} ngày qua không có câu hỏi nào bị bỏ lỡ, hoặc mọi câu nay đã có câu trả lời.`);
    return;
  }
  for (const [i, { count, question, kinds, until, others, nearest, line }] of groups.entries()) {
    console.log(`${i + 1}. ${question}`);
    console.log(
      `   ${count} lần (chưa chắc ${kinds.unsure}, không biết ${kinds.unknown}, bấm “Chưa đúng” ${kinds.wrong}), lần cuối ${sayTime(until)}`,
    );
    if (others.length > 0) console.log(`   Cũng hỏi: ${others.join(' · ')}`);
    console.log(
      nearest
        ? `   Gần nhất: ${nearest.question}\n   Nếu đúng là câu ấy, dán vào cach_hoi_khac của ${nearest.path}:`
        : '   Không có câu nào gần. Nếu cần, viết một tệp mới trong faq/; câu này làm cau_hoi hoặc cach_hoi_khac:',
    );
    console.log(`${line}\n`);
  }
}

try {
  storeOrExit(config);
  const { bundle } = await loadContent(content ?? config.contentDir);
  const groups = groupMisses(await misses(), createKnowledge(bundle), now);
  if (json) console.log(JSON.stringify(groups));
  else tell(groups);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
