/** Error codes of ZBS Template Message by phone (once ZNS). Source: Zalo ZBS docs, "Error codes". */
import type { CodeFacts } from './codes.ts';

const phone = 'Correct the number or reach this person another way.';
const body = 'Correct the parameters against the template.';
const template = 'Check the template in the ZBS console.';
const money = 'Top up or wait for the next quota.';

export const zbsCodes: Readonly<Record<number, CodeFacts>> = {
  [-108]: { class: 'payload', meaning: 'phone number invalid', remedy: phone },
  [-109]: { class: 'payload', meaning: 'template invalid', remedy: template },
  [-115]: { class: 'billing', meaning: 'out of quota or balance', remedy: money },
  [-118]: { class: 'window', meaning: 'no Zalo account has this number', remedy: phone },
  [-119]: { class: 'window', meaning: 'this account cannot receive', remedy: phone },
  [-124]: {
    class: 'auth',
    meaning: 'access token invalid',
    remedy: 'The SDK refreshes once; then grant again.',
  },
  [-126]: { class: 'billing', meaning: 'no wallet for development mode', remedy: money },
  [-127]: {
    class: 'config',
    meaning: 'development mode reaches admins only',
    remedy: 'Send to an admin of the app.',
  },
  [-131]: { class: 'config', meaning: 'template not approved', remedy: template },
  [-132]: { class: 'payload', meaning: 'parameters invalid', remedy: body },
  [-133]: {
    class: 'window',
    meaning: 'not at night (22:00 to 06:00)',
    remedy: 'Send after 06:00 Vietnam time.',
  },
  [-135]: { class: 'config', meaning: 'the OA may not send ZBS', remedy: 'Ask for the ZBS permission.' },
  [-136]: { class: 'config', meaning: 'no ZCA link', remedy: 'Link a ZCA account to the OA.' },
  [-137]: { class: 'billing', meaning: 'ZCA payment failed', remedy: 'Top up the ZCA account.' },
  [-139]: {
    class: 'window',
    meaning: 'this person refuses this type',
    remedy: 'Respect it; reach them another way.',
  },
  [-140]: {
    class: 'window',
    meaning: 'this person refuses this type',
    remedy: 'Respect it; reach them another way.',
  },
  [-141]: {
    class: 'window',
    meaning: 'this person refuses the OA',
    remedy: 'Respect it; reach them another way.',
  },
  [-144]: { class: 'billing', meaning: 'daily quota used up', remedy: 'Try again tomorrow.' },
  [-146]: { class: 'config', meaning: 'template disabled for low quality', remedy: template },
  [-147]: {
    class: 'billing',
    meaning: "the template's daily quota is used up",
    remedy: 'Try again tomorrow.',
  },
  [-1121]: { class: 'payload', meaning: 'parameter body error', remedy: body },
  [-1122]: { class: 'payload', meaning: 'parameter body error', remedy: body },
  [-1124]: { class: 'payload', meaning: 'parameter body error', remedy: body },
  [-1241]: {
    class: 'config',
    meaning: 'appsecret_proof is missing or wrong',
    remedy: 'Check the app secret.',
  },
  [-1441]: { class: 'billing', meaning: 'promotion cap reached', remedy: 'Try again later.' },
  [-1472]: { class: 'billing', meaning: 'promotion cap reached', remedy: 'Try again later.' },
};
