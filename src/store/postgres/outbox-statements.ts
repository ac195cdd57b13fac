/** The statements of the outbox's queue: the rules of the port about who goes next, as SQL. */
import { ranks } from '../rank.ts';
import type { Sql } from './statements.ts';
import { columnOf } from './table-statements.ts';

/** Wanted later, and that time has not come: it holds nothing up. `$2` is the time. */
const isScheduled = (row: string): string =>
  `(${row}.attempt = 0 and ${row}.due > ${row}.at and ${row}.due > $2)`;

/**
 * The one of its chat that may go next: none on its way, by rank, each in order. Written so that it is
 * looked up by chat whatever the planner believes: a queue that was empty when it was last counted is no small table.
 */
const isHead = `not ${isScheduled('r')}
  and (select s.id from outbox s where s.tenant = $1 and s.chat = r.chat and s.state = 'sending'
    order by s.chat limit 1) is null
  and r.id = (select s.id from outbox s where s.tenant = $1 and s.chat = r.chat and s.state = 'ready'
    and not ${isScheduled('s')} order by s.rank, s.ord limit 1)`;

/**
 * Heads of those channels (`lanes`: a source with a column `lane`): one branch a rank, and within it one look a channel, so
 * that each walks its index by due time and stops early.
 */
const heads = (lanes: string, columns: string, where: string, limit: string): string =>
  ranks
    .map(
      (rank) => `(select h.* from ${lanes} l cross join lateral (select ${columns} from outbox r
  where r.tenant = $1 and r.state = 'ready' and r.channel = l.lane and r.rank = ${rank} and ${where}
  order by r.due, r.ord limit ${limit}) h)`,
    )
    .join(' union all ');

const dueHeads = heads(
  '(select unnest($3::text[]) as lane)',
  'r.id, r.rank, r.due, r.ord',
  `r.due <= $2 and r.chat <> all($4::text[]) and ${isHead}`,
  '$5',
);

/** `state || ''`: not to be looked up by an index of the state, but still true when the row is written. */
export const claimHeads: Sql = {
  name: 'claim heads',
  text: `update outbox set state = 'sending', attempt = attempt + 1, claim = $6,
      row = row || jsonb_build_object('state', 'sending', 'attempt', attempt + 1, 'tried', $2::float8)
        || case when row->'tried' is null then '{}'::jsonb else jsonb_build_object('triedBefore', row->'tried') end
    where tenant = $1 and state || '' = 'ready' and id = any(array(
      select h.id from (${dueHeads}) h order by h.rank, h.due, h.ord limit $5))
    returning row, version, rank, due, ord, chat`,
};

/** Left on their way by another run: they may have arrived. $3: who asks. */
export const releaseOrphans: Sql = {
  name: 'release orphans',
  text: `update outbox set state = 'ready', claim = null, row = row || '{"state": "ready", "unsure": true}'::jsonb
    where tenant = $1 and channel = any($2::text[]) and state = 'sending' and (claim is null or claim <> $3)`,
};

/** Claimed by a statement whose answer was lost: nobody was given them. $3: those that somebody has. */
export const releaseUngiven: Sql = {
  name: 'release ungiven',
  text: `update outbox set state = 'ready', claim = null, attempt = attempt - 1,
      row = (row - 'tried') || jsonb_build_object('state', 'ready', 'attempt', attempt - 1)
        || case when row->'triedBefore' is null then '{}'::jsonb else jsonb_build_object('tried', row->'triedBefore') end
    where tenant = $1 and claim = $2 and state = 'sending' and id <> all($3::text[])`,
};

/**
 * The clock was set back: what was never wanted later is due, and so is a retry beyond $3. $2 is the time.
 */
export const hurry: Sql = {
  name: 'hurry',
  text: `update outbox set due = $2, row = row || jsonb_build_object('due', $2::float8)
    where tenant = $1 and state = 'ready' and due > $2 and ((attempt = 0 and due <= at) or (attempt > 0 and due > $3))`,
};

/** Outcomes; the one index of data.ts that they change is that of what is dead. One of a row that somebody else sends by now changes nothing, but that it has arrived. */
export const takeSent: Sql = {
  name: 'take sent',
  text: 'delete from outbox where tenant = $1 and id = $2 returning row, version',
};
export const dropSent: Sql = {
  name: 'drop sent',
  text: 'delete from outbox where tenant = $1 and id = any($2::text[])',
};
export const settleOne: Sql = {
  name: 'settle one',
  text: `update outbox set state = $3, due = coalesce($4::float8, due), claim = null, row = row || $5::jsonb,
      ${columnOf('dead')} = case when $3 = 'dead' then '-' end
    where tenant = $1 and id = $2 and (state <> 'sending' or (claim = $6 and attempt = $7))`,
};
export const dropOne: Sql = {
  name: 'drop one',
  text: `delete from outbox
    where tenant = $1 and id = $2 and (state <> 'sending' or (claim = $3 and attempt = $4))`,
};

/** Soonest heads, or scheduled rows: one a rank and channel. */
const soonest = (lanes: string): string => heads(lanes, 'r.due', `(${isScheduled('r')} or (${isHead}))`, '1');

/** Of lanes that nobody else has. $3: who asks. */
export const nextDue: Sql = {
  name: 'next due',
  text: `select min(h.due) as due
    from (${soonest('(select lane from lanes where tenant = $1 and (token = $3 or until < now()))')}) h`,
};

/** Of each channel: how many wait or are on their way, how many wait for a person, and when the soonest is due. */
export const channelStats: Sql = {
  name: 'channel stats',
  text: `select c.lane, coalesce(n.waiting, 0) as waiting, coalesce(n.dead, 0) as dead, d.due
    from (select lane from lanes where tenant = $1) c
    left join (select channel, sum(case when state = 'dead' then 0 else 1 end) as waiting,
        sum(case when state = 'dead' then 1 else 0 end) as dead
      from outbox where tenant = $1 group by channel) n on n.channel = c.lane
    left join lateral (select min(h.due) as due from (${soonest('(select c.lane)')}) h) d on true`,
};
