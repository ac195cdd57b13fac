/** Long work in slices, so that members who write meanwhile do not wait for it. */
import { setImmediate } from 'node:timers/promises';

/** ms: nobody notices a pause this long. */
const SLICE_MS = 10;

/** To be awaited between small pieces of work: lets others in when this slice has lasted long enough. */
export function createBreath(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MS) return;
    await setImmediate();
    since = performance.now();
  };
}
