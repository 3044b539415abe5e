/** Whose clocks ours is held against, and what to do when they differ. */
const OTHERS = {
  database: { whose: "the database's", todo: "Set it (NTP), or that of the database's machine." },
  services: { whose: "those of nearly all services", todo: "Set it (NTP)." },
} as const;

/**
 * Says that our clock is off, and what to do about it.
 * @param skewMs our clock less theirs, in milliseconds
 */
export function skewMessage(skewMs: number, other: keyof typeof OTHERS): string {
  const { whose, todo } = OTHERS[other];
  const seconds = (Math.abs(skewMs) / 1_000).toFixed(1);
  const side = skewMs > 0 ? "ahead of" : "behind";
  return `The clock of this machine is ${seconds} s ${side} ${whose}: nothing that it measures is stored. ${todo}`;
}
