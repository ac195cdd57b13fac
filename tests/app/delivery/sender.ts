/** A bot process that only sends: its dispatcher over the shared store, its platform an address that is told of each message. */
import { createDispatcher } from '../../../src/app/delivery/dispatcher.ts';
import { PACE } from '../../../src/channels/telegram/pace.ts';
import { openPostgresStore } from '../../../src/store/postgres/index.ts';

const [url = '', platform = '', name = ''] = process.argv.slice(2);
const now = (): number => Date.now();
const store = await openPostgresStore({ url, now, owner: name, leaseMs: 3_000 });
const dispatcher = createDispatcher({
  store,
  channels: new Map([
    [
      'telegram',
      {
        name: 'telegram',
        limits: { text: 4096, caption: 1024, buttons: 100, label: 64, data: 64 },
        canEdit: true,
        forwardsById: true,
        pace: PACE,
        split: (message) => [message],
        async send(chat, { text }, { again = false }) {
          const body = JSON.stringify({ by: name, chat, text, again, at: now() });
          await fetch(platform, { method: 'POST', body });
          return { ok: true };
        },
        download: () => Promise.reject(new Error('no files')),
      },
    ],
  ]),
  files: { read: () => Promise.reject(new Error('no files')), copyWaiting: () => Promise.resolve() },
  now,
  monotonic: () => performance.now(),
  random: Math.random,
  log: { debug() {}, info() {}, warn() {}, error() {} },
});
dispatcher.start();
process.send?.('ready');
