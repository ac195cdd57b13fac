export interface Call {
  at: number;
  method: string;
  body: unknown;
  status: number;
  answer: unknown;
}

const SECRET_FIELDS =
  /^(secret_token|access_token|refresh_token|code|code_verifier|secret_key|appsecret_proof)$/;
const HIDDEN = '[hidden]';

/** Every call of the bot, without what would let a reader act as the OA. */
export function createTranscript(secrets: () => Iterable<string>) {
  const calls: Call[] = [];
  const scrub = (value: unknown): unknown => {
    if (typeof value === 'string') {
      let text = value;
      for (const secret of secrets()) text = text.replaceAll(secret, HIDDEN);
      return text;
    }
    if (Array.isArray(value)) return value.map(scrub);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, SECRET_FIELDS.test(name) ? HIDDEN : scrub(inner)]),
    );
  };
  return {
    calls: (): readonly Call[] => [...calls],
    scrub,
    /** The calls without people: what was done when and with which result, fit to be shown or kept. */
    dump: () =>
      calls.map(({ answer, body, ...call }) => ({ ...call, body: shapeOf(body), answer: shapeOf(answer) })),
    add: (call: Call) => void calls.push({ ...call, body: scrub(call.body), answer: scrub(call.answer) }),
  };
}

/** Fields whose values say nothing of a person. */
const HARMLESS =
  /^(error|error_name|type|template_type|media_type|quota_type|owner_type|remain|total|count|offset|status|mode|grant_type|template_id|react_icon|event_name|ok|error_code)$/;

/** Names of fields stay; texts become their length, unless the field is of the protocol. */
function shapeOf(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => shapeOf(item, name));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner, key)]));
  if (HARMLESS.test(name) || typeof value === 'boolean') return value;
  if (typeof value === 'string') return `[${[...value].length}]`;
  return typeof value === 'number' ? '[number]' : value;
}

/** `/openapi/v3.0/oa/message/cs` → `message/cs`, `/oauth/v4/oa/access_token` → `access_token`. */
export function methodOf(path: string): string {
  return path
    .replace(/^\/bot[^/]*\//, 'bot/')
    .replace(/^(\/openapi)?\/business\//, 'business/')
    .replace(/^\/(openapi|oauth)/, '')
    .replace(/^\/v\d+(\.\d+)?\/(oa\/)?/, '');
}
