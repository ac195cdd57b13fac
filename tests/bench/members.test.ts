import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createMembers } from '../../bench/load/members.ts';

let close: () => void;
afterEach(() => close());

/** A bot that answers with these statuses, one after the other, and then with the last. */
async function answering(...statuses: number[]) {
  const server = createServer((_, response) => {
    response.statusCode = statuses.length > 1 ? statuses.shift()! : statuses[0]!;
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const members = createMembers({ port: (server.address() as AddressInfo).port, path: '/' }, 'secret', 4);
  close = () => {
    members.close();
    server.close();
  };
  return members;
}

it('a refused webhook is brought again, and told of: a figure with refusals is another figure', async () => {
  const members = await answering(503, 500, 200);
  await members.says(1, 'menu');
  expect(members.refused).toBe(2);
  await members.says(1, 'menu', 'twice');
  expect(members.refused).toBe(2);
});

it('a bot that refuses for good fails the benchmark', async () => {
  const members = await answering(503);
  await expect(members.says(1, 'menu')).rejects.toThrow('A webhook was answered 503');
});
