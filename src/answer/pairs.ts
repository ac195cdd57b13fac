/** Counts of ordered pairs of small numbers: what follows what. Open addressing in flat arrays; a Map of texts takes ten times as much. */
export interface Pairs {
  add(first: number, second: number, weight: number): void;
  get(first: number, second: number): number;
}

const START = 1024;
const FULLEST = 0.6;

/** Both numbers are 0 or more. */
export function createPairs(): Pairs {
  let firsts = new Int32Array(START).fill(-1);
  let seconds = new Int32Array(START);
  let counts = new Float32Array(START);
  let size = 0;
  const slotOf = (first: number, second: number): number => {
    const mask = firsts.length - 1;
    let slot = (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) & mask;
    slot = (slot ^ (slot >>> 7)) & mask;
    while (firsts[slot] !== -1 && (firsts[slot] !== first || seconds[slot] !== second))
      slot = (slot + 1) & mask;
    return slot;
  };
  const grow = (): void => {
    const [oldFirsts, oldSeconds, oldCounts] = [firsts, seconds, counts];
    firsts = new Int32Array(oldFirsts.length * 2).fill(-1);
    seconds = new Int32Array(firsts.length);
    counts = new Float32Array(firsts.length);
    for (let i = 0; i < oldFirsts.length; i++) {
      const first = oldFirsts[i] as number;
      if (first === -1) continue;
      const second = oldSeconds[i] as number;
      const slot = slotOf(first, second);
      firsts[slot] = first;
      seconds[slot] = second;
      counts[slot] = oldCounts[i] as number;
    }
  };
  return {
    add(first, second, weight) {
      const slot = slotOf(first, second);
      if (firsts[slot] === -1) {
        firsts[slot] = first;
        seconds[slot] = second;
        size++;
      }
      counts[slot] = (counts[slot] as number) + weight;
      if (size > FULLEST * firsts.length) grow();
    },
    get: (first, second) => counts[slotOf(first, second)] as number,
  };
}
