/** What the engine says to the operator; pino fits. Facts never hold a member's words. */
export interface Log {
  info(facts: object, words: string): void;
  warn(facts: object, words: string): void;
  error(facts: object, words: string): void;
}

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
