export interface Call {
  at: number;
  method: string;
  body: unknown;
  status: number;
  answer: unknown;
}

const SECRET_FIELDS = /^(access_token|refresh_token|code|code_verifier|secret_key|appsecret_proof)$/;
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
    add: (call: Call) => void calls.push({ ...call, body: scrub(call.body), answer: scrub(call.answer) }),
  };
}

/** `/openapi/v3.0/oa/message/cs` → `message/cs`, `/oauth/v4/oa/access_token` → `access_token`. */
export function methodOf(path: string): string {
  return path.replace(/^\/(openapi|oauth)/, '').replace(/^\/v\d+(\.\d+)?\/(oa\/)?/, '');
}
