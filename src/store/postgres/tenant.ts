/** One union a database, for now; every key leads with it, so that more can share one. */
export const tenant = 'main';
