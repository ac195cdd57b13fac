/**
 * How many requests a platform may see within one second, whatever the network or a busy machine makes of their times. A
 * request arrives somewhere between its beginning and its answer; so it counts from its beginning until a second after its
 * answer. Of any that arrive within one second, the one that began last found all the others counted. Pure: times are handed in.
 */
export interface Arrivals {
  /** How many may begin now. */
  room(at: number): number;
  /** ms until there is room; Infinity where only an answer makes some. */
  wait(at: number): number;
  begun(): void;
  answered(at: number): void;
}

/** ms: a second, and what clocks of two machines may differ in it. */
const SECOND = 1_010;

export function createArrivals(most: number): Arrivals {
  let underWay = 0;
  /** Of those that may still count, oldest first. */
  const answers: number[] = [];

  function room(at: number): number {
    while (answers.length > 0 && answers[0]! <= at - SECOND) answers.shift();
    return most - underWay - answers.length;
  }

  return {
    room,
    wait: (at) => (room(at) > 0 ? 0 : (answers[0] ?? Infinity) + SECOND - at),
    begun: () => void underWay++,
    answered(at) {
      underWay--;
      answers.push(at);
    },
  };
}
