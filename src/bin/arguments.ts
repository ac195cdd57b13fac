/** What a command was given; who mistypes is told how it is used, in one line. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

const WRONG_USE = 2;

/** Ends the process. */
export function usage(text: string): never {
  console.error(text);
  process.exit(WRONG_USE);
}

/** As `parseArgs` reads them; ends the process with `text` where an option is unknown or lacks its value. */
export function argumentsOr<T extends ParseArgsConfig>(
  text: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch {
    return usage(text);
  }
}
