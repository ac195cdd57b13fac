/** Error codes of the OA OpenAPI. Source: Zalo OA docs, "Error codes" (docs.zaloplatforms.com/docs/OA). */
import type { CodeFacts } from './codes.ts';
import type { ZaloErrorClass } from './errors.ts';

function code(errorClass: ZaloErrorClass, meaning: string, remedy: string): CodeFacts {
  return { class: errorClass, meaning, remedy };
}

const console_ = 'Open the app in the Zalo developer console and put it right.';
const manager = 'Open OA Manager and put it right.';
const wait = 'Wait until this person writes to the OA again, or reach them another way.';

export const oaCodes: Readonly<Record<number, CodeFacts>> = {
  [-32]: code('rate', 'rate limit exceeded', 'Wait for the next minute.'),
  [-100]: code('media', 'attachment expired or unsupported', 'Upload the file again: ids live 7 days.'),
  [-200]: code('transient', 'sending failed', 'Try once more, later.'),
  [-201]: code(
    'payload',
    'a field is invalid',
    'Correct the field; for a template, send plain text instead.',
  ),
  [-204]: code('config', 'the OA is disabled', manager),
  [-205]: code('config', 'the OA does not exist', 'Check the OA id and the grant.'),
  [-209]: code('config', 'the app is not activated for this API', console_),
  [-210]: code('payload', 'a parameter exceeds its limit', 'Make the message shorter.'),
  [-211]: code('billing', 'out of quota', 'Wait for the next quota or buy more.'),
  [-212]: code('config', 'the app has not registered this API', console_),
  [-213]: code('window', 'this person has never written to the OA or does not follow it', wait),
  [-214]: code('transient', 'the article is being processed', 'Ask again in a minute.'),
  [-216]: code('auth', 'access token invalid', 'The SDK refreshes once; if it stays, grant the app again.'),
  [-217]: code('window', 'this person blocked the OA', wait),
  [-218]: code('billing', "this person's receiving quota is used up", 'Try again tomorrow.'),
  [-219]: code('config', 'the app was removed or disabled', console_),
  [-220]: code(
    'auth',
    'access token expired or removed',
    'The SDK refreshes once; if it stays, grant the app again.',
  ),
  [-221]: code('config', 'the OA is not verified', manager),
  [-223]: code('config', 'the OA has not given this permission', 'Grant the app again with this permission.'),
  [-224]: code('config', 'the OA package is too low or expired', 'Renew the OA package (Growth or above).'),
  [-227]: code('window', 'this account is banned or inactive', wait),
  [-230]: code('window', 'no interaction within 7 days', wait),
  [-232]: code('window', 'no interaction, or it expired', wait),
  [-233]: code('payload', 'message type not supported', 'Send plain text instead.'),
  [-234]: code('window', 'not at night (22:00 to 06:00)', 'Send after 06:00 Vietnam time.'),
  [-235]: code('config', 'this type of OA may not do this', manager),
  [-237]: code('config', 'the group feature is disabled or expired', 'Buy or renew the GMF asset.'),
  [-238]: code('config', 'group asset problem', 'Check the GMF asset.'),
  [-240]: code('payload', 'the old message API is shut down', 'Use the v3 endpoint.'),
  [-241]: code('config', 'group asset problem', 'Check the GMF asset.'),
  [-242]: code(
    'config',
    'appsecret_proof is missing or wrong',
    'Check the app secret and the appSecretProof option.',
  ),
  [-244]: code('window', 'this person restricted this type of message', wait),
  [-248]: code(
    'payload',
    'against the rules of the platform',
    'Have a human read the message before anything else is sent.',
  ),
  [-249]: code('payload', 'template not usable by user id', 'Choose a template made for sending by UID.'),
  [-320]: code('config', 'the OA is linked to no ZCA account', 'Link a ZCA account to the OA.'),
  [-321]: code('billing', 'the ZCA account has no money', 'Top up the ZCA account.'),
  [-403]: code('config', 'the OA is not in this group', 'Add the OA to the group.'),
  [-1340]: code('payload', 'form error', 'Correct the form.'),
  [-1341]: code('payload', 'form error', 'Correct the form.'),
};
