/** Rows of the size that members make: a form half filled in, a story of a few sentences, a reply with its buttons. */
import type { Conversation } from '../../src/core/conversation.ts';
import type { Report } from '../../src/core/report.ts';
import type { Consent, Person } from '../../src/store/data.ts';
import type { OutgoingDraft } from '../../src/store/store.ts';

const at = Date.UTC(2026, 10, 18);
const story =
  'Công ty cho nghỉ từ đầu tháng, lương tháng trước chưa trả, nhà có hai con nhỏ và mẹ già đang ốm. Em xin công đoàn giúp tiền trọ và gạo trong lúc chờ việc. ';

/** A member who has written once and waits for nothing. */
export function quietMember(n: number): { person: Person; conversation: Conversation; consents: Consent[] } {
  const id = `telegram:${n}`;
  return {
    person: {
      id,
      channel: 'telegram',
      chat: id,
      name: `Nguyễn Thị ${n}`,
      unit: `cdcs-${n % 500}`,
      firstAt: at,
      lastAt: at,
    },
    conversation: { id, stack: [], misses: 0 },
    consents: [{ id: `${id}|report`, person: id, purpose: 'report', version: 1, agreed: true, at }],
  };
}

export function conversationOf(member: number, n: number, before: Conversation | undefined): Conversation {
  return {
    id: `telegram:${member}`,
    misses: before?.misses ?? 0,
    stack: [
      {
        flow: 'hardship-report',
        version: 3,
        at: 'people',
        data: {
          category: 'viec-lam',
          story: `${story}${n}`,
          urgency: 'normal',
          unit: `cdcs-${member % 500}`,
          files: [],
        },
        trail: ['unit', 'category', 'story', 'urgency'],
      },
    ],
    asked: {
      tag: 'a1b2',
      choices: ['1', '2', '3', 'more'].map((option) => ({ option, label: `${option} người` })),
    },
  };
}

export function reportOf(n: number, members: number): Report {
  const member = n % members;
  return {
    id: `PA-2611-${n.toString(36).toUpperCase().padStart(6, '0')}`,
    update: `telegram:${n}`,
    at,
    member: `telegram:${member}`,
    name: `Nguyễn Thị ${member}`,
    channel: 'telegram',
    unit: `cdcs-${member % 500}`,
    holder: `ldld-${member % 63}`,
    category: 'viec-lam',
    urgency: 'normal',
    story,
    files: [],
    people: 4,
    contact: 'bot',
    hideFromOwnUnit: false,
    state: 'sent',
    hops: [{ unit: `ldld-${member % 63}`, since: at, why: 'sent' }],
    happened: [{ at, what: 'sent' }],
    due: { acknowledge: at + 28_800_000, resolve: at + 432_000_000 },
  };
}

export function messageOf(n: number, member: number): OutgoingDraft {
  const rows = ['1 người', '2–3 người', 'Hơn 3 người', 'Bỏ qua'].map((label, i) => [
    { label, data: `a1b2:${i}` },
  ]);
  return {
    id: `telegram:${n}/0`,
    channel: 'telegram',
    chat: `telegram:${member}`,
    message: { text: 'Bước 5/8. Có bao nhiêu người cùng gặp khó khăn này, kể cả anh/chị?', rows },
  };
}

/** What a turn of the hardship form writes: its conversation and an answer; every fifth sends a report. */
export function changeOf(
  n: number,
  members: number,
  before: Conversation | undefined,
): { put: { conversations: Conversation[]; reports?: Report[] }; send: OutgoingDraft[] } {
  const member = memberOf(n, members);
  return {
    put: {
      conversations: [conversationOf(member, n, before)],
      ...(n % 5 === 0 && { reports: [reportOf(1_000_000 + n, members)] }),
    },
    send: [messageOf(n, member)],
  };
}

/** Whose turn it is: spread over all members. */
export const memberOf = (n: number, members: number): number => (n * 7919) % members;

const day = 24 * 3_600_000;

/** One that was helped with long ago, and that nobody has touched for a month. */
export function reportOverOf(n: number, members: number): Report {
  const { due: _, ...report } = reportOf(n, members);
  const sent = at - 90 * day;
  return {
    ...report,
    at: sent,
    state: 'closed',
    happened: [
      { at: sent, what: 'sent' },
      { at: sent + day, what: 'acknowledged', by: 'zalo:1' },
      { at: sent + 5 * day, what: 'resolved', by: 'zalo:1' },
      { at: sent + 6 * day, what: 'closed' },
    ],
  };
}
