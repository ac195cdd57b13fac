/**
 * The limit of any store in one thread, however little it does beside: the same turns are made into rows and text, kept in
 * Maps, and appended with one fdatasync for all who wait. Nothing is checked, indexed, queued or ever cleared away.
 */
import { rm } from 'node:fs/promises';
import { writeWhole, type Open } from '../../src/store/lowdb/files.ts';
import type { Conversation } from '../../src/core/conversation.ts';
import { changeOf, memberOf } from './rows.ts';

export interface BareGroup {
  turn(n: number, members: number): Promise<void>;
  /** Rows that were made so far are let go, as sent messages are. */
  forget(): void;
  close(): Promise<void>;
}

export async function openBareGroup(open: Open, path: string): Promise<BareGroup> {
  const file = await open(path, 'a');
  const conversations = new Map<string, Conversation>();
  const others = new Map<string, unknown>();
  let waiting: string[] = [];
  let next: Promise<void> | undefined;
  let running = Promise.resolve();

  async function write(): Promise<void> {
    await running;
    const texts = waiting;
    waiting = [];
    next = undefined;
    await writeWhole(file, Buffer.from(`${texts.join('\n')}\n`));
    await file.datasync();
  }

  return {
    async turn(n, members) {
      const change = changeOf(n, members, conversations.get(`telegram:${memberOf(n, members)}`));
      for (const row of change.put.conversations) conversations.set(row.id, row);
      for (const row of change.put.reports ?? []) others.set(row.id, row);
      for (const row of change.send) others.set(row.id, row);
      waiting.push(JSON.stringify([n, change]));
      // Whoever comes while the disk works goes with the next one.
      next ??= running = write();
      await next;
    },
    forget() {
      others.clear();
    },
    async close() {
      await file.close();
      await rm(path);
    },
  };
}
