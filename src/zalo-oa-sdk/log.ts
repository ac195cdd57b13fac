/** The port of the log. The SDK hands over facts only: codes, endpoints, milliseconds, counts. */

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFacts = Record<string, string | number | boolean | undefined>;
export type Log = (level: LogLevel, event: string, facts: LogFacts) => void;

/** The default: nothing is logged. */
export const noLog: Log = () => undefined;
