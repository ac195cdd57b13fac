/** Every job of the bot. */
import { deadLetters } from './dead-letters.ts';
import type { Job } from './job.ts';

export const jobs: readonly Job[] = [deadLetters];
