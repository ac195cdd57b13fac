import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two cores are the smallest machine this must pass on; tests start real servers, a browser and child processes.
    maxWorkers: 2,
  },
});
