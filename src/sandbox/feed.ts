import type { PhoneKey } from './people.ts';
import type { Bubble } from './phone.ts';
import type { Phones } from './phones.ts';
import { seenBubble, seenPhone } from './view.ts';

/** How often toasts and "is typing" are looked for, ms: the stand-in tells of bubbles by itself, of these it does not. */
const LOOK_EVERY = 150;
/** Changes of one moment go out together, ms. */
const GATHER = 15;

export interface FeedEvent {
  event: 'phone' | 'toast' | 'doing' | 'faults' | 'clock' | 'meter';
  data: unknown;
}

/** What the feed looks up at the stand-ins and the clock. */
export interface Glances {
  toasts(): readonly { person: string; text: string; alert: boolean }[];
  doing(chatId: string): { action: string; at: number } | undefined;
  faults(): unknown;
  /** By how much the sandbox's clock is ahead of the real one, ms. */
  ahead(): number;
  /** What Zalo still lets the OA write to this person. */
  meter(userId: string): unknown;
}

export interface Feed {
  /** Everything as it is now, then what changes, until the returned function is called. */
  watch(send: (event: FeedEvent) => void): () => void;
}

export function createFeed(phones: Phones, glances: Glances): Feed {
  return {
    watch(send) {
      const seen = new Map<PhoneKey, Map<string, Bubble>>();
      const holders = new Map<PhoneKey, string>();
      const changed = new Set<PhoneKey>(phones.slots().map(({ role }) => role.key));
      const typing = new Map<PhoneKey, string>();
      let toasts = glances.toasts().length;
      const told = new Map<string, string>();
      let timer: ReturnType<typeof setTimeout> | undefined;

      function tell(key: PhoneKey): void {
        const slot = phones.find(key);
        if (!slot) return;
        const who = seenPhone(slot);
        if (holders.get(key) !== who.personKey) seen.delete(key);
        holders.set(key, who.personKey);
        const before = seen.get(key) ?? new Map<string, Bubble>();
        const bubbles = slot.phone.bubbles();
        const fresh = bubbles.filter((bubble) => before.get(bubble.id) !== bubble);
        seen.set(key, new Map(bubbles.map((bubble) => [bubble.id, bubble])));
        const ids = bubbles.map(({ id }) => id);
        send({ event: 'phone', data: { ...who, ids, bubbles: fresh.map((b) => seenBubble(key, b)) } });
      }
      function flush(): void {
        timer = undefined;
        for (const key of changed) tell(key);
        changed.clear();
      }
      function look(): void {
        const all = glances.toasts();
        for (const { person, text, alert } of all.slice(toasts)) {
          const at = phones.slots().find(({ phone }) => phone.platform === 'telegram' && phone.id === person);
          if (at && text) send({ event: 'toast', data: { key: at.role.key, text, alert } });
        }
        toasts = all.length;
        for (const { role, phone } of phones.slots()) {
          const action = phone.platform === 'telegram' ? (glances.doing(phone.id)?.action ?? '') : '';
          if (action === (typing.get(role.key) ?? '')) continue;
          typing.set(role.key, action);
          send({ event: 'doing', data: { key: role.key, action } });
        }
        tellChange('faults', 'faults', glances.faults());
        tellChange('clock', 'clock', { ahead: glances.ahead() });
        for (const { role, phone } of phones.slots()) {
          if (phone.platform !== 'zalo') continue;
          tellChange('meter', role.key, { key: role.key, meter: glances.meter(phone.id) });
        }
      }
      function tellChange(event: FeedEvent['event'], name: string, data: unknown): void {
        const now = JSON.stringify(data);
        if (told.get(name) === now) return;
        told.set(name, now);
        send({ event, data });
      }

      flush();
      look();
      const unhook = phones.onChange((key) => {
        changed.add(key);
        timer ??= setTimeout(flush, GATHER);
      });
      const looking = setInterval(look, LOOK_EVERY);
      return () => {
        unhook();
        clearInterval(looking);
        clearTimeout(timer);
      };
    },
  };
}
