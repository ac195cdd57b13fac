import { CAST, newcomerName, type PhoneKey, type Role } from './people.ts';
import type { Phone } from './phone.ts';
import { digits } from './secrets.ts';

/** One of the page's phones: a role, and who holds it now. */
export interface Slot {
  readonly role: Role;
  readonly phone: Phone;
}

export interface Phones {
  slots(): readonly Slot[];
  find(key: string): Slot | undefined;
  /** Somebody who never wrote before takes the phone. Throws for a phone that is not a member's. */
  newcomer(key: PhoneKey): Slot;
  /** Called after a change on a phone's screen, and when somebody else takes the phone. */
  onChange(listener: (key: PhoneKey) => void): () => void;
}

/** `phoneOf`: the stand-in's phone of a person. `nextId`: never the same text twice, over all runs. */
export function createPhones(
  phoneOf: (platform: Role['platform'], person: { id: string; name: string }) => Phone,
  nextId: () => string,
): Phones {
  const listeners = new Set<(key: PhoneKey) => void>();
  const slots = new Map<PhoneKey, Slot & { unhook: () => void }>();
  let newcomers = 0;

  const tell = (key: PhoneKey): void => listeners.forEach((listener) => listener(key));
  function hand(role: Role, person: { id: string; name: string }): Slot {
    slots.get(role.key)?.unhook();
    const phone = phoneOf(role.platform, person);
    const slot = { role, phone, unhook: phone.onChange(() => tell(role.key)) };
    slots.set(role.key, slot);
    return slot;
  }
  for (const role of CAST) hand(role, role);

  return {
    slots: () => [...slots.values()],
    find: (key) => slots.get(key as PhoneKey),
    newcomer(key) {
      const role = slots.get(key)?.role;
      if (!role?.newcomers) throw new Error(`The phone "${key}" is not for newcomers; take a member's.`);
      const slot = hand(role, { id: strangerId(role, nextId()), name: newcomerName(newcomers++) });
      tell(key);
      return slot;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Telegram's people have up to 16 digits, Zalo's 19; both of a form that no one in the cast has. */
function strangerId({ platform }: Role, seed: string): string {
  return platform === 'telegram' ? `6${digits(seed, 9)}` : `49${digits(seed, 17)}`;
}
