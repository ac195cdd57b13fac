/** Work by name, never twice at one time: the same name again waits for the first to end, whatever becomes of it, then works too. */
export type SingleFlight = <T>(name: string, work: () => Promise<T>) => Promise<T>;

export function createSingleFlight(): SingleFlight {
  const running = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    while (running.has(name)) await running.get(name)?.catch(() => {});
    const mine = work();
    running.set(name, mine);
    try {
      return await mine;
    } finally {
      running.delete(name);
    }
  };
}
