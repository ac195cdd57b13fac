/** Two bot processes on one PostgreSQL, before one platform that notes who sends what. Takes half a minute: a group may be written to every five seconds. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { openPostgresStore } from '../../../src/store/postgres/index.ts';
import { usePostgres } from '../../use-postgres.ts';
import { queue } from './bench.ts';

const PRIVATE = 30;
const EACH = 6;
const IN_GROUP = 8;
const GROUP = 'telegram:-1';

interface Note {
  by: string;
  chat: string;
  text: string;
  again: boolean;
  at: number;
}

const postgres = usePostgres();

const most = (times: readonly number[], length: number): number =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + length).length));

it('no chat has two senders, nothing goes twice unlabelled, the limits hold, and a killed one is replaced', async () => {
  const notes: Note[] = [];
  const inHand = new Map<string, string>();
  const twoSenders: string[] = [];
  const platform = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const note = JSON.parse(body) as Note;
      const other = inHand.get(note.chat);
      if (other !== undefined && other !== note.by) twoSenders.push(note.chat);
      inHand.set(note.chat, note.by);
      notes.push(note);
      setTimeout(() => {
        inHand.delete(note.chat);
        response.end('ok');
      }, 5);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => platform.once('listening', resolve));
  const address = `http://127.0.0.1:${(platform.address() as AddressInfo).port}/`;
  const url = await postgres.createDatabase();
  const store = await openPostgresStore({ url, now: () => Date.now() });
  const children = new Map<string, ChildProcess>();

  async function start(name: string): Promise<void> {
    const child = fork('tests/app/delivery/sender.ts', [url, address, name], {
      execArgv: ['--import', 'tsx'],
    });
    children.set(name, child);
    await new Promise((resolve) => child.once('message', resolve));
  }

  try {
    await Promise.all([start('one'), start('two')]);
    for (let n = 0; n < EACH; n++) {
      const chats = Array.from({ length: PRIVATE }, (_, i): [string, string] => [
        `telegram:${i + 1}`,
        `${n}`,
      ]);
      await queue(
        store,
        Date.now(),
        ...chats,
        ...(2 * n < IN_GROUP
          ? ([
              [GROUP, `${2 * n}`],
              [GROUP, `${2 * n + 1}`],
            ] as [string, string][])
          : []),
      );
    }
    await expect.poll(() => notes.length, { timeout: 60_000 }).toBeGreaterThan(60);
    const first = notes.at(-1)!.by;
    expect(new Set(notes.map(({ by }) => by))).toEqual(new Set([first]));
    children.get(first)!.kill('SIGKILL');
    inHand.clear();
    await expect.poll(async () => (await store.stats()).outbox, { timeout: 120_000, interval: 300 }).toBe(0);

    expect(new Set(notes.map(({ by }) => by)).size).toBe(2);
    expect(twoSenders).toEqual([]);
    const seen = new Map<string, number[]>();
    for (const { chat, text, again } of notes) {
      const before = seen.get(chat) ?? [];
      if (before.includes(Number(text))) expect(again, `${chat} ${text} went twice`).toBe(true);
      else seen.set(chat, [...before, Number(text)]);
    }
    for (const [chat, numbers] of seen) {
      const wanted = chat === GROUP ? IN_GROUP : EACH;
      expect(numbers, chat).toEqual([...Array(wanted).keys()]);
    }
    expect(seen.size).toBe(PRIVATE + 1);
    expect(most(notes.map(({ at }) => at), 1_000)).toBeLessThanOrEqual(30); // prettier-ignore
    const group = notes.filter(({ chat }) => chat === GROUP).map(({ at }) => at);
    expect(most(group, 60_000)).toBeLessThanOrEqual(20);
  } finally {
    for (const child of children.values()) child.kill('SIGKILL');
    await store.close();
    platform.close();
  }
}, 240_000);
