/** Every job of the bot. */
import type { Job } from './job.ts';

export const jobs: readonly Job[] = [];
