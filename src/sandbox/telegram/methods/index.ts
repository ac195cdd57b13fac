/** Every method that the stand-in knows; the others are answered as Telegram answers a method that does not exist. */
import { aboutMethods } from './about.ts';
import { editMethods } from './edit.ts';
import type { Method, Methods } from './method.ts';
import { sendMethods } from './send.ts';
import { updateMethods } from './updates.ts';

const methods: Methods = { ...updateMethods, ...sendMethods, ...editMethods, ...aboutMethods };
const byName = new Map(
  Object.entries(methods).map(([name, method]) => [name.toLowerCase(), { name, method }]),
);

/** Method names are the same in any case (Bot API reference, "Making requests"). */
export function findMethod(name: string): { name: string; method: Method } | undefined {
  return byName.get(name.toLowerCase());
}
