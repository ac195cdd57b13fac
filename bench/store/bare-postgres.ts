/**
 * The limit of a store that gives each commit a transaction of its own: plain statements of the same commits, one a row, pipelined
 * in the same groups on as many connections, and nothing around them: no checks, no retries, no decisions to run again. A conflict
 * is counted as done.
 */
import pg from 'pg';
import type { Outgoing } from '../../src/store/data.ts';
import { rankOf } from '../../src/store/rank.ts';
import { indexValues } from '../../src/store/postgres/rows.ts';
import { begin, commit, rollback, type Sql } from '../../src/store/postgres/statements.ts';
import { indexColumns, queueColumns } from '../../src/store/postgres/table-statements.ts';
import { tenant } from '../../src/store/postgres/tenant.ts';
import { conversationOf, messageOf, reportOf } from './rows.ts';

/** As the engine may have (store/postgres/database.ts). */
const connections = 10;

const getOf = (table: string): Sql => ({
  name: `bare get ${table}`,
  text: `select row, version from ${table} where tenant = $1 and id = $2`,
});
const getConversation = getOf('conversations');
const getPerson = getOf('persons');

const listed = (columns: readonly string[], from: number): string =>
  columns.map((_, i) => `$${from + i}`).join(', ');

const putConversation: Sql = {
  name: 'bare put conversation',
  text: `insert into conversations (tenant, id, row, version) values ($1, $2, $3, $4)
    on conflict (tenant, id) do update set row = excluded.row, version = excluded.version`,
};
const reportColumns = ['row', 'version', ...indexColumns('reports')];
const putReport: Sql = {
  name: 'bare put report',
  text: `insert into reports (tenant, id, ${reportColumns.join(', ')}) values ($1, $2, ${listed(reportColumns, 3)})
    on conflict (tenant, id) do update set ${reportColumns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
};
const mark: Sql = {
  name: 'bare mark',
  text: 'insert into marks (tenant, id, at, by) values ($1, $2, $3, $4) on conflict do nothing',
};
const placeInChat: Sql = {
  name: 'bare place',
  text: `insert into chats (tenant, chat, last) values ($1, $2, $3)
    on conflict (tenant, chat) do update set last = greatest(chats.last + 1, excluded.last)`,
};
const own = indexColumns('outbox');
const sendColumns = ['tenant', 'id', 'row', 'version', ...own, ...queueColumns];
/** `$5` and on: the index columns, channel, chat, rank, due, at. */
const send: Sql = {
  name: 'bare send',
  text: `insert into outbox (${sendColumns.join(', ')})
    select $1, $2, jsonb_set($3::jsonb, '{order}', to_jsonb(c.last)), $4, ${listed(own, 5)}, $${5 + own.length}, c.chat, c.last,
      $${7 + own.length}, 'ready', $${8 + own.length}, $${9 + own.length}, 0
    from chats c where c.tenant = $1 and c.chat = $${6 + own.length}`,
};

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
    await ask(getConversation, [tenant, id]);
    await ask(getPerson, [tenant, id]);
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
      ask(putConversation, [...[tenant, id, JSON.stringify(conversationOf(member, n, undefined)), 1]]),
      ...(n % 5 === 0
        ? [
            ask(putReport, [
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
