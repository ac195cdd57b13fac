import type { Template } from './platform.ts';

/** Switches that may be moved while the stand-in runs (`set`). */
export interface ZaloSettings {
  /** Requests of one OA per minute of the stand-in's clock; the Growth package has 100. */
  rpm: number;
  /** Free replies after each act of a person within 48 hours; sources disagree between 8 and no cap. */
  csCap: number | 'unlimited';
  /** Messages the OA may still send between 48 hours and 7 days; the package's or bought. */
  paidQuota: number;
  /** Does `/v3.0/oa/message/cs` take `template_type: "list"`? No documentation page says so. */
  listOnV3: boolean;
  /** Also take `template_type: "button"` with `payload.text`, seen in a few programs only. */
  buttonTemplate: boolean;
  /** Is the GMF feature on? Else -237. */
  groups: boolean;
  /** What the retired transaction and promotion endpoints answer. */
  retiredError: number;
  /** Ask for the header `appsecret_proof`. */
  appsecretProof: boolean;
  /** Refuse what the documentation does not show, even where the platform may be lenient. */
  strict: boolean;
  /** Does a refresh kill the access token before it? */
  oldTokenDies: boolean;
  /** `oa_send_*` after each accepted send. */
  echoes: boolean;
  /** `user_received_message` after each accepted send. */
  receipts: boolean;
  /** `user_seen_message` after each accepted send; off, for a phone can also `see()`. */
  seen: boolean;
  /** Do not wait for the answer to a person's event before sending their next one. */
  parallel: boolean;
  /** Every webhook comes twice. */
  duplicate: boolean;
  /** Webhooks come in pairs, the later one first. */
  reorder: boolean;
  /** Write `/` as `\/` in webhook bodies. */
  escapeSlashes: boolean;
  /** Factor of the retry ladder 30 s, 5 m, 15 m, 30 m, 1 h; 0 retries at once. */
  retryScale: number;
  /** Is an answer other than 200 retried like a broken connection? The documentation is silent. */
  retryOnStatus: boolean;
  /** Stop calling the webhook once the ladder is exhausted, until `setWebhook`. */
  unsubscribes: boolean;
  /** How long the webhook may take, ms. */
  webhookTimeout: number;
  /** How long every webhook is under way before it comes, ms. */
  webhookDelay: number;
  /** `user_submit_info` with `address, city, district, ward` beside one another, as before the new address block. */
  oldInfoForm: boolean;
  /** `user_click_chatnow` with `follower` and `source` instead of `user_id`, as one typing has it. */
  chatNowFollower: boolean;
  /** ZBS messages by phone a day. */
  zbsDaily: number;
  /** Bot Platform: updates bare, as captured, instead of wrapped in `{ok, result}`, as documented. */
  botFlat: boolean;
  /** Bot Platform: an update that was read comes again at every later poll, as was measured. */
  botReplay: boolean;
  /** Bot Platform: messages a month of the Basic plan. */
  botMonthly: number;
}

export interface ZaloStandInOptions extends Partial<ZaloSettings> {
  appId: string;
  /** App secret key: the header `secret_key` of the token endpoint. */
  appSecret: string;
  oaId: string;
  /** OA secret key: signs webhooks. */
  oaSecret: string;
  firstRefreshToken: string;
  /** An access token that already works, as the API Explorer hands out beside the refresh token. */
  firstAccessToken?: string;
  /** The platform's clock, ms. */
  now: () => number;
  /** 0: any free one. */
  port?: number;
  /** Where message ids start; by default the clock at the start, so that a second run repeats none. */
  firstId?: number;
  /** The callback saved in the console; left out, any is taken. */
  redirectUri?: string;
  /** ZBS templates that are approved, for customer care, with any parameters. */
  templateIds?: readonly string[];
  /** ZBS templates told in full. */
  templates?: readonly Template[];
  /** GMF assets of the package, one for each group that can be made. */
  groupAssets?: readonly string[];
  webhook?: string;
  /** Opens `/__emu/*`, by which another process moves clock, faults and people. Off: nobody guards it. */
  control?: boolean;
  /** Token of a bot on the Bot Platform: `12345689:abc-xyz`. */
  botToken?: string;
}

const DEFAULTS: ZaloSettings = {
  rpm: 100,
  csCap: 8,
  paidQuota: 500,
  listOnV3: false,
  buttonTemplate: false,
  groups: true,
  retiredError: -240,
  appsecretProof: false,
  strict: true,
  oldTokenDies: true,
  echoes: true,
  receipts: true,
  seen: false,
  parallel: false,
  duplicate: false,
  reorder: false,
  escapeSlashes: false,
  retryScale: 1,
  retryOnStatus: true,
  unsubscribes: true,
  webhookTimeout: 2000,
  webhookDelay: 0,
  oldInfoForm: false,
  chatNowFollower: false,
  zbsDaily: 500,
  botFlat: true,
  botReplay: true,
  botMonthly: 3000,
};

/** Picks the switches out of the options, defaults for the rest. */
export function toSettings(options: ZaloStandInOptions): ZaloSettings {
  const given = Object.entries(options).filter(([name, value]) => name in DEFAULTS && value !== undefined);
  return { ...DEFAULTS, ...Object.fromEntries(given) };
}
