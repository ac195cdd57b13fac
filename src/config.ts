/** The environment as typed settings; the only reader of process.env. Names and defaults: docs of the contract, README. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const url = (name: string) =>
  z
    .url({ protocol: /^https?$/, error: `must be an http(s) address, such as ${name}` })
    .transform((it) => it.replace(/\/+$/, ''));
const port = z.coerce
  .number({ error: 'must be a number' })
  .int('must be a whole number')
  .min(0, 'must be 0 to 65535')
  .max(65_535, 'must be 0 to 65535');

const OWN_CONTENT = './content';

const schema = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  CONTENT_DIR: z.string().min(1).default(OWN_CONTENT),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, 'must look like 123456:ABC…, as @BotFather gave it')
    .optional(),
  TELEGRAM_API_ROOT: url('https://api.telegram.org').default('https://api.telegram.org'),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, 'must be 1 to 256 letters, digits, _ or -')
    .optional(),
  PUBLIC_URL: url('https://bot.example.vn').optional(),
  ZALO_APP_ID: z
    .string()
    .regex(/^[\w-]+$/, 'must be the app id of the developer console')
    .optional(),
  ZALO_APP_SECRET: z.string().min(1).optional(),
  ZALO_OA_ID: z
    .string()
    .regex(/^[\w-]+$/, 'must be the id of the Official Account')
    .optional(),
  ZALO_OA_SECRET: z.string().min(1).optional(),
  ZALO_REFRESH_TOKEN: z.string().min(1).optional(),
  ZALO_API_ROOT: url('https://openapi.zalo.me').default('https://openapi.zalo.me'),
  ZALO_OAUTH_ROOT: url('https://oauth.zaloapp.com').default('https://oauth.zaloapp.com'),
  ZALO_RPM: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .default(100),
  ZALO_APPSECRET_PROOF: z.enum(['0', '1'], { error: 'must be 1 or 0' }).default('0'),
  ZALO_HANDOVER_MINUTES: z.coerce
    .number({ error: 'must be a number' })
    .min(0, 'must be 0 (off) or more')
    .max(10_080, 'must be at most 10080, a week')
    .default(30),
  ZALO_CALLBACK_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://bot.example.vn/' })
    .optional(),
  ADMIN_CODE: z
    .string()
    .regex(/^\S{6,64}$/, 'must be 6 to 64 characters without spaces')
    .optional(),
  SANDBOX: z.enum(['0', '1'], { error: 'must be 1 or 0' }).optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be trace, debug, info, warn, error, fatal or silent',
    })
    .default('info'),
});

type Environment = z.output<typeof schema>;

export interface TelegramSettings {
  token: string;
  apiRoot: string;
  webhookSecret?: string;
}

export interface ZaloSettings {
  appId: string;
  appSecret: string;
  oaId?: string;
  oaSecret: string;
  refreshToken?: string;
  apiRoot: string;
  oauthRoot: string;
  rpm: number;
  appSecretProof?: boolean;
  /** ms */
  handoverMs?: number;
  /** The Callback URL of the console, for the permission page. */
  callbackUrl?: string;
}

export interface Config {
  host: string;
  port: number;
  dataDir: string;
  /** PostgreSQL instead of the embedded store in `dataDir`. */
  databaseUrl?: string;
  contentDir: string;
  publicUrl?: string;
  telegram?: TelegramSettings;
  zalo?: ZaloSettings;
  adminCode?: string;
  sandbox: boolean;
  logLevel: Environment['LOG_LEVEL'];
}

export type ConfigRead = { ok: true; config: Config } | { ok: false; problems: string[] };

/** CONTENT_DIR alone, for editors' commands: they run where nothing else is set up. An empty value counts as not set. */
export function contentDirOf(env: Readonly<Record<string, string | undefined>>): string {
  return env['CONTENT_DIR'] || OWN_CONTENT;
}

/** One line for each wrong value. A value is never repeated: it may be a secret. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigRead {
  const { values, problems } = withFiles(env);
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) problems.push(`${String(issue.path[0])}: ${issue.message}`);
    return { ok: false, problems };
  }
  const it = parsed.data;
  problems.push(...zaloProblems(it));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config: configOf(it) };
}

/** Every secret may come as NAME_FILE=path. An empty value counts as not set. */
function withFiles(env: Readonly<Record<string, string | undefined>>): {
  values: Record<string, string>;
  problems: string[];
} {
  const values: Record<string, string> = {};
  const problems: string[] = [];
  for (const name of Object.keys(schema.shape)) {
    const plain = env[name];
    const path = env[`${name}_FILE`];
    if (plain !== undefined && plain !== '') values[name] = plain;
    else if (path) {
      try {
        values[name] = readFileSync(path, 'utf8').trim();
      } catch {
        problems.push(`${name}_FILE: the file cannot be read`);
      }
    }
  }
  return { values, problems };
}

const ZALO_NEEDED = ['ZALO_APP_ID', 'ZALO_APP_SECRET', 'ZALO_OA_SECRET'] as const;

function zaloProblems(it: Environment): string[] {
  const given = [...ZALO_NEEDED, 'ZALO_OA_ID', 'ZALO_REFRESH_TOKEN'].some(
    (name) => it[name as keyof Environment] !== undefined,
  );
  if (!given) return [];
  return ZALO_NEEDED.filter((name) => it[name] === undefined).map(
    (name) => `${name}: is missing, other ZALO_ settings are there`,
  );
}

function configOf(it: Environment): Config {
  const hasChannel = it.TELEGRAM_BOT_TOKEN !== undefined || it.ZALO_APP_ID !== undefined;
  return {
    host: it.HOST,
    port: it.PORT,
    dataDir: it.DATA_DIR,
    contentDir: it.CONTENT_DIR,
    sandbox: it.SANDBOX === undefined ? !hasChannel : it.SANDBOX === '1',
    logLevel: it.LOG_LEVEL,
    ...(it.DATABASE_URL ? { databaseUrl: it.DATABASE_URL } : {}),
    ...(it.PUBLIC_URL ? { publicUrl: it.PUBLIC_URL } : {}),
    ...(it.ADMIN_CODE ? { adminCode: it.ADMIN_CODE } : {}),
    ...(it.TELEGRAM_BOT_TOKEN
      ? {
          telegram: {
            token: it.TELEGRAM_BOT_TOKEN,
            apiRoot: it.TELEGRAM_API_ROOT,
            ...(it.TELEGRAM_WEBHOOK_SECRET ? { webhookSecret: it.TELEGRAM_WEBHOOK_SECRET } : {}),
          },
        }
      : {}),
    ...(it.ZALO_APP_ID && it.ZALO_APP_SECRET && it.ZALO_OA_SECRET
      ? {
          zalo: {
            appId: it.ZALO_APP_ID,
            appSecret: it.ZALO_APP_SECRET,
            oaSecret: it.ZALO_OA_SECRET,
            apiRoot: it.ZALO_API_ROOT,
            oauthRoot: it.ZALO_OAUTH_ROOT,
            rpm: it.ZALO_RPM,
            appSecretProof: it.ZALO_APPSECRET_PROOF === '1',
            handoverMs: it.ZALO_HANDOVER_MINUTES * 60_000,
            ...(callbackOf(it) ? { callbackUrl: callbackOf(it)! } : {}),
            ...(it.ZALO_OA_ID ? { oaId: it.ZALO_OA_ID } : {}),
            ...(it.ZALO_REFRESH_TOKEN ? { refreshToken: it.ZALO_REFRESH_TOKEN } : {}),
          },
        }
      : {}),
  };
}

/** As it stands in the console, to the letter: a closing slash counts. Left out, the public address is taken. */
function callbackOf(it: Environment): string | undefined {
  return it.ZALO_CALLBACK_URL ?? it.PUBLIC_URL;
}
