/** Every job of the bot. */
import { deadLetters } from './dead-letters.ts';
import { expiring } from './expiring.ts';
import type { Job } from './job.ts';
import { missesOfTheWeek, oldMisses, sameMisses } from './misses.ts';

export const jobs: readonly Job[] = [deadLetters, expiring, missesOfTheWeek, sameMisses, oldMisses];
