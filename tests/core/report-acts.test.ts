import { describe, expect, it } from 'vitest';
import type { Acted } from '../../src/core/report-acts.ts';
import {
  acknowledge,
  addWords,
  ask,
  close,
  isOver,
  reject,
  reopen,
  reply,
  resolve,
  withdraw,
} from '../../src/core/report-acts.ts';
import type { Report, ReportState } from '../../src/core/report.ts';

const lan = { person: 'telegram:8', name: 'Lan', unit: 'ldld' };
const minh = { person: 'telegram:9', name: 'Minh', unit: 'ldld' };
const report: Report = {
  id: 'PA-2611-22222', update: 'u', at: 1, member: 'm', channel: 'zalo', category: 'khac', urgency: 'normal', story: 's', files: [],
  contact: 'bot', hideFromOwnUnit: false, state: 'sent', holder: 'ldld', hops: [], happened: [{ at: 1, what: 'sent' }],
}; // prettier-ignore
const inState = (state: ReportState): Report => ({ ...report, state });
const done = (acted: Acted): Report => {
  if (!acted.ok) throw new Error(acted.why);
  return acted.report;
};
const OVER: ReportState[] = ['resolved', 'rejected', 'closed', 'withdrawn'];

describe('an act on a report', () => {
  it('leaves the old row alone and adds one line to what happened', () => {
    const before = JSON.stringify(report);
    const after = done(acknowledge(report, lan, 5));
    expect(JSON.stringify(report)).toBe(before);
    expect(after.happened).toEqual([
      ...report.happened,
      { at: 5, what: 'acknowledged', by: lan.person, unit: 'ldld' },
    ]);
  });

  it('Tiếp nhận: the first officer has it; the second is told so and changes nothing', () => {
    const taken = done(acknowledge(report, lan, 5));
    expect(taken).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: { person: lan.person, name: 'Lan', at: 5 },
    });
    expect(acknowledge(taken, minh, 6)).toEqual({ ok: false, why: 'already-acknowledged' });
  });

  it('Hỏi thêm opens a question, which the member’s next words close; neither stops the first clock', () => {
    const asked = done(ask(report, lan, 'Từ bao giờ?', 5));
    expect(asked).toMatchObject({ state: 'sent', openQuestion: { at: 5, by: lan.person } });
    const answered = done(addWords(asked, { text: 'Hai tháng' }, 6));
    expect('openQuestion' in answered).toBe(false);
    expect(answered.happened.at(-1)).toEqual({ at: 6, what: 'member-wrote', text: 'Hai tháng' });
    expect(answered.acknowledgedBy).toBeUndefined();
  });

  it('Trả lời stands after the end too, but not after the member has withdrawn', () => {
    expect(done(reply(inState('resolved'), lan, 'Chúc mừng', 5)).state).toBe('resolved');
    expect(reply(inState('withdrawn'), lan, 'x', 5)).toEqual({ ok: false, why: 'already-over' });
  });

  it('Từ chối keeps its reason', () => {
    expect(done(reject(report, lan, 'Ngoài phạm vi', 5)).happened.at(-1)).toMatchObject({
      what: 'rejected',
      text: 'Ngoài phạm vi',
    });
  });

  it('an end closes the open question', () => {
    const asked = done(ask(report, lan, 'Từ bao giờ?', 5));
    expect('openQuestion' in done(resolve(asked, lan, 6))).toBe(false);
    expect('openQuestion' in done(reject(asked, lan, 'x', 6))).toBe(false);
  });

  it.each(OVER)(
    'what is %s is over: nothing more is taken, asked, resolved, refused or withdrawn',
    (state) => {
      const over = inState(state);
      expect(isOver(over)).toBe(true);
      for (const acted of [
        acknowledge(over, lan, 5),
        ask(over, lan, 'x', 5),
        resolve(over, lan, 5),
        reject(over, lan, 'x', 5),
        withdraw(over, 5),
      ]) {
        expect(acted).toEqual({ ok: false, why: 'already-over' });
      }
    },
  );

  it.each(['resolved', 'rejected'] as const)(
    'Chưa ổn opens what was %s; somebody has to take it anew',
    (state) => {
      const again = done(
        reopen({ ...inState(state), acknowledgedBy: { person: lan.person, name: 'Lan', at: 2 } }, 9),
      );
      expect(again.state).toBe('sent');
      expect(again.acknowledgedBy).toBeUndefined();
      expect(acknowledge(again, minh, 10).ok).toBe(true);
    },
  );

  it.each(['sent', 'acknowledged', 'closed', 'withdrawn'] as const)(
    'what is %s cannot be opened again',
    (state) => {
      expect(reopen(inState(state), 5)).toEqual({ ok: false, why: 'not-over' });
    },
  );

  it('Đã ổn closes what was resolved, with or without a rating, and nothing else', () => {
    expect(done(close(inState('resolved'), 5, 9))).toMatchObject({ state: 'closed', rating: 5 });
    expect('rating' in done(close(inState('resolved'), undefined, 9))).toBe(false);
    expect(close(inState('rejected'), 5, 9)).toEqual({ ok: false, why: 'not-over' });
    expect(close(report, 5, 9)).toEqual({ ok: false, why: 'not-over' });
  });
});
