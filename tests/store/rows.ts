/** Short ways to rows and drafts, for the tests of stores. */
import type { Message } from '../../src/core/message.ts';
import type { Report } from '../../src/core/report.ts';
import type { Consent } from '../../src/store/data.ts';
import type { OutgoingDraft, Store } from '../../src/store/store.ts';

/** Wednesday 2026-11-18 09:00 in Viet Nam. */
export const T = Date.UTC(2026, 10, 18, 2);

export const consent = (id: string, person: string): Consent => ({
  id,
  person,
  purpose: 'report',
  version: 1,
  agreed: true,
  at: T,
});

export const report = (id: string, facts: Partial<Report> = {}): Report => ({
  id,
  update: `telegram:${id}`,
  at: T,
  member: 'telegram:1',
  channel: 'telegram',
  category: 'viec-lam',
  urgency: 'normal',
  story: 'Xưởng đóng cửa từ tuần trước.',
  files: [],
  contact: 'bot',
  hideFromOwnUnit: false,
  state: 'sent',
  hops: [],
  happened: [],
  ...facts,
});

export function draft(
  id: string,
  chat: string,
  more: Partial<Message> & { due?: number } = {},
): OutgoingDraft {
  const { due, ...message } = more;
  return {
    id,
    channel: 'telegram',
    chat,
    message: { text: id, ...message },
    ...(due !== undefined && { due }),
  };
}

/** Puts messages into the outbox, in one commit. */
export const send = (store: Store, at: number, ...drafts: OutgoingDraft[]): Promise<unknown> =>
  store.commit({ at }, () => ({ send: drafts }));

export const nobody: ReadonlySet<string> = new Set();

export const valueOf = (store: Store, id: string): Promise<unknown> =>
  store.read(async (view) => (await view.get('kept', id))?.value);

/** Adds one to a number that is kept. */
export const increment = (store: Store, id: string, update?: string): Promise<'applied' | 'duplicate'> =>
  store.commit({ at: T, ...(update !== undefined && { update }) }, async (view) => {
    const before = await view.get('kept', id);
    return { put: { kept: [{ id, value: Number(before?.value ?? 0) + 1 }] } };
  });
