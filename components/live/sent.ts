/** Of an answer, by the server's clock alone: a reader's may be wrong, and two clocks make no sentence. */
export interface Sent {
  readonly sentAt: Date;
  /** An answer from somebody's store was made before it was sent: what it shows is of then. */
  readonly madeAt: Date;
}

/** When an answer was sent, and when it was made. @param now by our own clock, for a server that does not tell its own */
export function readSent(headers: Headers, now: Date): Sent {
  const told = new Date(headers.get("date") ?? Number.NaN);
  const sentAt = Number.isNaN(told.getTime()) ? now : told;
  const ageS = Number(headers.get("age") ?? 0);
  return { sentAt, madeAt: new Date(sentAt.getTime() - (ageS > 0 ? ageS * 1_000 : 0)) };
}
