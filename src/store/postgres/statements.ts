/**
 * Every statement of the engine. `$1` is the tenant everywhere. Nothing here that CockroachDB, Citus or YugabyteDB
 * refuse: no SKIP LOCKED, advisory locks, LISTEN, sequences or triggers. Statements that follow each other instead of
 * one with parts that write: Citus sends each to the one shard of the tenant.
 */

/** A prepared statement. Without a name it is sent as it stands. */
export interface Sql {
  name?: string;
  text: string;
}

export const begin: Sql = { text: 'begin isolation level serializable' };
export const beginLocked: Sql = { text: 'begin isolation level read committed' };
export const commit: Sql = { text: 'commit' };
export const rollback: Sql = { text: 'rollback' };

/** The marks of many commits: `$2` ids in order, `$3` times, `$4` the commits' own names. Answers those that were not there before. */
export const mark: Sql = {
  name: 'mark',
  text: `insert into marks (tenant, id, at, by)
    select $1::text, m.id, m.at, m.by from unnest($2::text[], $3::float8[], $4::text[]) as m(id, at, by)
    on conflict do nothing returning id`,
};
export const markedBy: Sql = {
  name: 'marked by',
  text: 'select id, by from marks where tenant = $1 and id = any($2::text[])',
};
/** Of decisions that came to nothing. */
export const unmark: Sql = {
  name: 'unmark',
  text: 'delete from marks where tenant = $1 and id = any($2::text[])',
};
/** Marks before `$2`, and those of a clock that once ran ahead, after `$3`: each end of the index for itself, for all between them stay. */
export const forget: Sql = {
  name: 'forget',
  text: `delete from marks where tenant = $1 and id = any(array(
    (select id from marks where tenant = $1 and at < $2 order by at limit 1000) union all
    (select id from marks where tenant = $1 and at > $3 order by at desc limit 1000)))`,
};

/**
 * Places for new messages: `$2` the chats in order, `$3` the last place of each, were the chat new, `$4` the most messages
 * that any of them gets: so many places are surely free below the last.
 */
export const placesInChats: Sql = {
  name: 'places in chats',
  text: `insert into chats (tenant, chat, last)
    select $1::text, c.chat, c.last from unnest($2::text[], $3::bigint[]) as c(chat, last)
    on conflict (tenant, chat) do update set last = greatest(chats.last + $4, excluded.last)`,
};
/** Rows that come with their order: later ones come after them. `$2` the chats in order, `$3` the highest order of each. */
export const reserveInChats: Sql = {
  name: 'reserve in chats',
  text: `insert into chats (tenant, chat, last)
    select $1::text, c.chat, c.last from unnest($2::text[], $3::bigint[]) as c(chat, last)
    on conflict (tenant, chat) do update set last = greatest(chats.last, excluded.last)`,
};

export const knowLane: Sql = {
  name: 'know lane',
  text: `insert into lanes (tenant, lane, owner, token, until) values ($1, $2, '', '', now()) on conflict do nothing`,
};
export const readLanes: Sql = {
  name: 'read lanes',
  text: `select lane, owner, token, until < now() as lapsed from lanes where tenant = $1 order by lane for update`,
};
export const allLanes: Sql = {
  name: 'all lanes',
  text: 'select lane, owner, token, until < now() as lapsed from lanes where tenant = $1',
};
export const takeLanes: Sql = {
  name: 'take lanes',
  text: `update lanes set owner = $3, token = $4, until = now() + $5::float8 * interval '1 millisecond'
    where tenant = $1 and lane = any($2::text[])`,
};
export const leaveLanes: Sql = {
  name: 'leave lanes',
  text: `update lanes set until = now() - interval '1 second' where tenant = $1 and token = $2`,
};
/** The lock on these rows is what keeps two processes from claiming for one chat. */
export const heldLanes: Sql = {
  name: 'held lanes',
  text: 'select lane from lanes where tenant = $1 and token = $2 and until > now() order by lane for update',
};
