/**
 * The limit of a store on PostgreSQL: the statements of the same commits, pipelined in the same groups on as many
 * connections, and nothing around them: no checks, no retries, no decisions to run again. A conflict is counted as done.
 */
import pg from 'pg';
import type { Outgoing } from '../../src/store/data.ts';
import { rankOf } from '../../src/store/rank.ts';
import { indexValues } from '../../src/store/postgres/rows.ts';
import { begin, commit, mark, placeInChat, rollback, type Sql } from '../../src/store/postgres/statements.ts';
import { sendStatement } from '../../src/store/postgres/table-statements.ts';
import { tenant } from '../../src/store/postgres/tenant.ts';
import { tableStatements } from '../../src/store/postgres/writes.ts';
import { conversationOf, messageOf, reportOf } from './rows.ts';

/** As the engine keeps for commits (store/postgres/database.ts). */
const connections = 10;
const send = sendStatement();

export interface BarePostgres {
  turn(n: number, members: number): Promise<void>;
  close(): Promise<void>;
}

export function barePostgres(url: string): BarePostgres {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    pipeline: true,
    onConnect: async (client) => {
      await client.query('set enable_seqscan = off');
    },
  });

  async function statements(client: pg.PoolClient, n: number, members: number): Promise<void> {
    const ask = ({ name, text }: Sql, values: unknown[] = []) =>
      client.query({ text, values, ...(name !== undefined && { name }) });
    const at = Date.now();
    const member = (n * 7919) % members;
    const id = `telegram:${member}`;
    await Promise.all([ask(begin), ask(mark, [tenant, `bare:${n}`, at, `bare:${n}`])]);
    await ask(tableStatements.conversations.get, [tenant, id]);
    await ask(tableStatements.persons.get, [tenant, id]);
    const { chat, message, channel } = messageOf(n, member);
    const row: Outgoing = {
      ...{ id: `bare:${n}/0`, channel, chat, order: 0, state: 'ready', due: at, at, attempt: 0, message },
    };
    const report = reportOf(500_000_000 + n, members);
    await Promise.all([
      ask(placeInChat, [tenant, chat, at * 1000]),
      ask(send, [
        ...[tenant, row.id, JSON.stringify(row), 1, ...indexValues('outbox', row)],
        ...[channel, chat, rankOf(message), at, at],
      ]),
      ask(tableStatements.conversations.put, [
        ...[tenant, id, JSON.stringify(conversationOf(member, n, undefined)), 1],
      ]),
      ...(n % 5 === 0
        ? [
            ask(tableStatements.reports.put, [
              ...[tenant, report.id, JSON.stringify(report), 1, ...indexValues('reports', report)],
            ]),
          ]
        : []),
      ask(commit),
    ]);
  }

  return {
    async turn(n, members) {
      const client = await pool.connect();
      try {
        await statements(client, n, members).catch(() => client.query(rollback));
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}
