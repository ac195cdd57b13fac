-- What the engine keeps for itself. The tables of data.ts are made by shape.ts, for they are described there.
-- Every statement may run again: not every engine of this dialect rolls back what makes tables.

-- The updates that were handled. `by` names the commit, so that one that lost its connection knows its own mark.
create table if not exists marks (
  tenant text collate "C" not null,
  id text collate "C" not null,
  at float8 not null,
  by text collate "C" not null,
  primary key (tenant, id)
);
create index if not exists marks_at on marks (tenant, at);

-- The last place in the order of each chat that was given away.
create table if not exists chats (
  tenant text collate "C" not null,
  chat text collate "C" not null,
  last bigint not null,
  primary key (tenant, chat)
);

-- Which process sends for a channel, until when by this database's clock. `token` names one run of that process.
create table if not exists lanes (
  tenant text collate "C" not null,
  lane text collate "C" not null,
  owner text collate "C" not null,
  token text collate "C" not null,
  until timestamptz not null,
  primary key (tenant, lane)
);

-- The outbox: its row whole, and beside it what its queue is found by. `claim`: the token that is sending it.
create table if not exists outbox (
  tenant text collate "C" not null,
  id text collate "C" not null,
  row jsonb not null,
  version bigint not null,
  channel text collate "C" not null,
  chat text collate "C" not null,
  ord bigint not null,
  bulk boolean not null,
  state text collate "C" not null,
  due float8 not null,
  at float8 not null,
  attempt bigint not null,
  claim text collate "C",
  primary key (tenant, id)
);
create index if not exists outbox_due on outbox (tenant, bulk, due, ord) where state = 'ready';
create index if not exists outbox_chat on outbox (tenant, chat, bulk, ord) where state = 'ready';
create index if not exists outbox_sending on outbox (tenant, chat) where state = 'sending';
create index if not exists outbox_dead on outbox (tenant, id) where state = 'dead';
