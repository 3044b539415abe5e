/** Milliseconds since 1970-01-01T00:00:00Z. Everything that decides takes one as an argument; nothing here reads a clock. */
export type EpochMs = number;
