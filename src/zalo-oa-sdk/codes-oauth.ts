/**
 * Error codes of oauth.zaloapp.com. Zalo publishes no table: these were seen by several integrators. Every other -14xxx is
 * treated as a setting that a human must look at.
 */
import type { CodeFacts } from './codes.ts';

const again = 'Open the permission URL and grant the app again.';

export const oauthCodes: Readonly<Record<number, CodeFacts>> = {
  [-14002]: {
    class: 'config',
    meaning: 'app id invalid or app inactive',
    remedy: 'Check the app id and activate the app.',
  },
  [-14003]: {
    class: 'config',
    meaning: 'redirect URI invalid',
    remedy: 'Enter the same callback URL in the developer console.',
  },
  [-14004]: {
    class: 'config',
    meaning: 'app secret key invalid',
    remedy: 'Copy the app secret key from the developer console again.',
  },
  [-14012]: {
    class: 'config',
    meaning: 'not an owner of this OA',
    remedy: 'Grant with an administrator account of the OA.',
  },
  [-14014]: { class: 'auth', meaning: 'refresh token invalid', remedy: again },
  [-14020]: { class: 'auth', meaning: 'refresh token used or expired', remedy: again },
  [-14024]: {
    class: 'config',
    meaning: 'this type of OA is not allowed',
    remedy: 'Check the type of the OA.',
  },
  [-14029]: {
    class: 'config',
    meaning: 'app not approved',
    remedy: 'Have the app approved in the developer console.',
  },
};

/** The refresh token is gone and no machine can bring it back. */
export function grantIsLost(code: number | undefined): boolean {
  return code === -14014 || code === -14020;
}
