/**
 * However fast the clock runs, an attempt is given as much real time as this: on a busy machine a second is not always enough
 * for an answer on loopback, and our own slowness must not be taken for an outage.
 */
export const SHORTEST_LIMIT_MS = 3_000;
