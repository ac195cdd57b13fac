/** The permission page that waits to be opened: one address until it was used, told by the bot and finished by the command. */
import type { LoginStart } from '../../zalo-oa-sdk/index.ts';
import { startLogin } from '../../zalo-oa-sdk/index.ts';
import type { KeptValue } from './tokens.ts';

interface Waiting extends LoginStart {
  redirectUri: string;
  appId: string;
}

export interface LoginApp {
  appId: string;
  oauthRoot: string;
  /** The Callback URL, as it stands in Zalo's console. */
  redirectUri: string;
}

/** The address with PKCE; state and verifier are kept, so that a command started later can read the answer. */
export async function waitingLogin(kept: KeptValue, app: LoginApp): Promise<LoginStart> {
  const drawn = startLogin(app);
  return kept.update((value) => {
    const waiting = (value ?? {}) as Partial<Waiting>;
    const fits = waiting.redirectUri === app.redirectUri && waiting.appId === app.appId;
    if (fits && waiting.url && waiting.state && waiting.verifier) return { answer: waiting as Waiting };
    const made: Waiting = { ...drawn, redirectUri: app.redirectUri, appId: app.appId };
    return { value: made, answer: made };
  });
}

/** The code was spent: the next login draws its own state and verifier. */
export async function loginDone(kept: KeptValue): Promise<void> {
  await kept.update(() => ({ value: {}, answer: undefined }));
}
