import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { StandIn } from '../phone.ts';
import { enterVisitor, type ZaloVisitor } from './anonymous.ts';
import { failure } from './answer.ts';
import { createZaloBot, type ZaloBot } from './bot/index.ts';
import { createBusiness, phoneOf } from './business.ts';
import { createControl } from './control.ts';
import type { Env } from './env.ts';
import { aboutOa, inGroup } from './events.ts';
import { deliver } from './deliver.ts';
import { createFaults } from './faults.ts';
import { createGroup } from './group-people.ts';
import { frontDoor } from './front.ts';
import type { Outcome } from './knock.ts';
import { createOauth } from './oauth.ts';
import { createOpenApi } from './openapi.ts';
import type { ZaloSettings, ZaloStandInOptions } from './options.ts';
import { createPhone, type ZaloPhone } from './phone.ts';
import { createPlatform, enterPerson, serveFile, type Group } from './platform.ts';
import { createTimers } from './timers.ts';
import { createTokens } from './tokens.ts';
import { createTranscript } from './transcript.ts';
import { createWebhooks, type Delivery } from './webhooks.ts';
import { closeWindows, interact, meterOf, type Meter } from './window.ts';

/** The stand-in of Zalo's OA platform. */
export interface ZaloStandIn extends StandIn {
  readonly platform: 'zalo';
  /** What ZALO_OAUTH_ROOT is set to; `url` is ZALO_API_ROOT. */
  readonly oauthUrl: string;
  /** The host of ZBS messages by phone. */
  readonly businessUrl: string;
  /** The bot of the Bot Platform, which is another product; its API is at `botUrl` + `/getMe` and so on. */
  readonly bot: ZaloBot;
  readonly botUrl: string;
  phone(person: { id: string; name: string }): ZaloPhone;
  /** Somebody on a web page with the chat plugin; the same name, the same visitor. */
  visitor(name: string): ZaloVisitor;
  /** The number under which ZBS messages reach a person. */
  phoneNumber(userId: string): string;
  /** Where webhooks go from now on; also subscribes again after the retries were exhausted. */
  setWebhook(url: string | undefined): void;
  /** False once five retries in a row of one event have failed. */
  subscribed(): boolean;
  /** The calls without anything of a person: texts as their lengths, no ids, numbers or names. */
  dump(): readonly unknown[];
  /** Moves switches while it runs. */
  set(settings: Partial<ZaloSettings>): void;
  /** Every attempt to hand over a webhook, oldest first. */
  deliveries(): readonly Delivery[];
  /** Sends these exact bytes, signed over their own timestamp; `mac` replaces the signature, null leaves it out. */
  sendWebhook(raw: string, mac?: string | null): Promise<Outcome>;
  /** Sends an event of any name, signed, with retries. */
  emit(name: string, fields: Record<string, unknown>): void;
  /** Runs every waiting retry now, whatever its time. */
  hurryRetries(): void;
  /** To be called when `now` was moved: retries that are due by then run. */
  clockMoved(): void;
  /** Moves the stand-in's own clock on by so many ms beyond `now`. */
  advance(ms: number): void;
  /** How much the OA may still write to this person. */
  meter(userId: string): Meter | undefined;
  /** As if nobody had written for more than seven days; who writes again opens their own window. Gives what undoes it. */
  closeWindows(): () => void;
  /** Resolves when no webhook is queued or under way. */
  idle(): Promise<void>;
  /** Somebody answers by hand in the OA's chat tool: an echo with `sender.admin_id`. */
  adminSays(userId: string, text: string, adminId: string): void;
  /** Sets or forgets the last interaction, as if the person had written at that time. */
  setInteraction(userId: string, at: number | undefined): void;
  addGroup(id: string, name: string): void;
  group(id: string): Group | undefined;
  /** A member writes in a GMF group. */
  groupSays(groupId: string, person: { id: string; name: string }, text: string): void;
  /** The OA takes the app's grant back: all tokens die, `permission_revoked` goes out. */
  revokeGrant(): void;
  /** Addresses of files stop working, as the platform's do after a time it does not tell. */
  expireFiles(): void;
}

/**
 * Starts a strict local stand-in of Zalo's OpenAPI, OAuth server and webhook sender on 127.0.0.1.
 * Throws when the port is taken.
 */
export async function createZaloStandIn(options: ZaloStandInOptions): Promise<ZaloStandIn> {
  let skipped = 0;
  const clock = () => options.now() + skipped;
  const platform = createPlatform({ ...options, now: clock });
  const { settings, now } = platform;
  const timers = createTimers();
  const faults = createFaults();
  const tokens = createTokens(
    { refresh: options.firstRefreshToken, access: options.firstAccessToken },
    { ids: platform.ids, now, oldTokenDies: () => settings.oldTokenDies },
  );
  const { appId, appSecret, oaSecret } = options;
  const hooks = createWebhooks({ appId, oaSecret, settings, now, timers });
  hooks.setUrl(options.webhook);
  const botToken = options.botToken ?? platform.ids.secret('bot');
  const transcript = createTranscript(() => [...tokens.secrets(), appSecret, oaSecret, botToken]);

  const app = new Hono<Env>();
  app.use(frontDoor({ now, timers, faults, transcript }));
  app.route('/openapi', createOpenApi({ platform, hooks, tokens, appSecret }));
  const business = createBusiness({ platform, hooks, tokens, appSecret });
  app.route('/business', business);
  // Who is told only the API's root looks for the business host below it.
  app.route('/openapi/business', business);
  app.route('/oauth', createOauth({ ...options, now: clock }, tokens, platform.ids));
  const { routes, bot } = createZaloBot({
    ...{ token: botToken, now, ids: platform.ids, settings, timers },
    serve: (file) => serveFile(platform, file),
  });
  app.route('/', routes);
  app.notFound((c) => c.json(failure(404, `No API at ${c.req.method} ${c.req.path}`), 404));

  const server = await listen(app, options.port ?? 0);
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  platform.url = `${root}/openapi`;
  const phones = new Map<string, ZaloPhone>();
  const personOf = (id: string) => {
    const person = platform.people.get(id);
    if (!person) throw new Error(`The stand-in knows nobody with the id ${id}; call phone() first.`);
    return person;
  };

  const standIn: ZaloStandIn = {
    platform: 'zalo',
    url: platform.url,
    oauthUrl: `${root}/oauth`,
    businessUrl: `${root}/business`,
    bot,
    botUrl: `${root}/bot${bot.token}`,
    phone(who) {
      const person = enterPerson(platform, who);
      const phone = phones.get(person.id) ?? createPhone(platform, hooks, person);
      phones.set(person.id, phone);
      return phone;
    },
    visitor: (name) => enterVisitor(platform, hooks, name),
    phoneNumber: (userId) => phoneOf(personOf(userId)),
    setFault: (fault) => faults.set(fault),
    clearFaults: () => faults.clear(),
    calls: () => transcript.calls(),
    dump: () => transcript.dump(),
    setWebhook: (url) => hooks.setUrl(url),
    subscribed: () => hooks.subscribed,
    set: (changes) => void Object.assign(settings, changes),
    deliveries: () => hooks.deliveries(),
    sendWebhook: (raw, mac) => hooks.post(raw, mac),
    emit: (name, fields) => hooks.emit(aboutOa(platform, name, fields), 'oa'),
    hurryRetries: () => hooks.hurry(),
    clockMoved: () => hooks.clockMoved(),
    advance(ms) {
      skipped += ms;
      hooks.clockMoved();
    },
    meter(userId) {
      const person = platform.people.get(userId);
      return person && meterOf(platform, person);
    },
    closeWindows: () => closeWindows(platform),
    idle: () => hooks.idle(),
    adminSays: (userId, text, adminId) =>
      void deliver(platform, hooks, personOf(userId), { kind: 'text', text }, undefined, adminId),
    setInteraction(userId, at) {
      const person = personOf(userId);
      if (at === undefined) delete person.interactedAt;
      else person.interactedAt = at;
      person.replies = 0;
    },
    addGroup: (id, name) => void createGroup(platform, name, [], id),
    group: (id) => platform.groups.get(id),
    groupSays(groupId, who, text) {
      const message = { text, msg_id: platform.ids.message() };
      const person = enterPerson(platform, who);
      interact(platform, person);
      const group = platform.groups.get(groupId);
      group?.messages.push({ id: message.msg_id, at: now(), from: person.id, text, body: message });
      hooks.emit(inGroup(platform, groupId, person, 'user_send_group_text', message), groupId);
    },
    revokeGrant() {
      tokens.revoke();
      hooks.emit(aboutOa(platform, 'permission_revoked'), 'oa');
    },
    expireFiles: () => platform.files.clear(),
    async close() {
      hooks.close();
      timers.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  if (options.control) app.route('/__emu', createControl(standIn));
  return standIn;
}

function listen(app: Hono<Env>, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const options = { fetch: app.fetch, port, hostname: '127.0.0.1', overrideGlobalObjects: false };
    const server = serve(options, () => resolve(server)) as Server;
    server.once('error', reject);
  });
}
