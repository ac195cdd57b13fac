-- Three ranks instead of bulk and the rest: what is urgent goes first. And a backlog of one channel is no longer walked
-- through to find the next message of another.
alter table outbox add column if not exists rank bigint not null default 1;
update outbox set rank = case when row->'message' ? 'urgent' then 0 when row->'message' ? 'bulk' then 2 else 1 end;
drop index if exists outbox_due;
drop index if exists outbox_chat;
alter table outbox drop column if exists bulk;
create index if not exists outbox_lane on outbox (tenant, channel, rank, due, ord) where state = 'ready';
create index if not exists outbox_chat_rank on outbox (tenant, chat, rank, ord) where state = 'ready';
