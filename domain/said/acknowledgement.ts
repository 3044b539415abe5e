import { type Reading, unreadBefore, watchedTo } from "#domain/cloud/reading.ts";
import { backdatedBy, type Claim, type Claims } from "#domain/said/notice.ts";
import type { EpochMs } from "#domain/time.ts";

/** What we measured: an incident, to be held against its vendor's notices. */
export interface Outage {
  readonly incident: string;
  /** `infura/polygon`; null: the whole service. */
  readonly component: string | null;
  /** t_saw. */
  readonly onset: EpochMs;
  /** The last good result before it; null when there is none. */
  readonly lastGood: EpochMs | null;
  /** First good result after it; null while it is open. */
  readonly recoveredAt: EpochMs | null;
  /** The last bad result before that; null when not known. */
  readonly lastBad: EpochMs | null;
}

/**
 * `acknowledged`; `never`: not by its end + 24 h; `pending`: not yet, and there is time left; `unread`: not seen, but the
 * page was not read so that it would have been. All but the first are right-censored: a bound and not a delay.
 */
export type AcknowledgementState = "acknowledged" | "never" | "pending" | "unread";

/** Which came first, as far as the error allows. */
export type Order = "vendor_first" | "vendor_late" | "cannot_tell";

/** A difference of two instants that are known only so well. Milliseconds. */
export interface Delay {
  /** Negative: the vendor was first. */
  readonly ms: number;
  /** Plus or minus; null when an end of the bracket is not known. */
  readonly errorMs: number | null;
  /** `cannot_tell` when the two may have come in either order. */
  readonly order: Order;
}

/** One incident and what its vendor said of it. */
export interface Acknowledgement {
  readonly incident: string;
  readonly state: AcknowledgementState;
  /** Its 24 h after the end are over: only then it counts in "x of n", whichever way it went. */
  readonly settled: boolean;
  readonly notice: string | null;
  /** L_ack = t_said - t_saw; null unless acknowledged. */
  readonly said: Delay | null;
  /** The same by the page's own timestamp, to be shown beside. Milliseconds. */
  readonly saidByPageMs: number | null;
  /**
   * Until so long after the onset it was seen not to have been said: of silence, and of what was found after a gap in our own
   * reading, which may have stood there from then on. null when it was seen as it came. Milliseconds.
   */
  readonly censoredMs: number | null;
  /** L_clear = said-resolved - saw-recovered; null until both are known. */
  readonly cleared: Delay | null;
  /** The page dates the post so much earlier than we saw it. Milliseconds. */
  readonly backdatedMs: number | null;
}

export const GRACE_MS = 24 * 3_600_000;

/** Methods 5 for one incident and one vendor, as of `now`. */
export function acknowledgement(outage: Outage, claims: Claims, reading: Reading, now: EpochMs): Acknowledgement {
  const until = lastChance(outage);
  const claim = claims(outage.component).find((one) => one.saidAt <= now && isAbout(one, outage));
  const settled = until <= now;
  const base = { incident: outage.incident, settled };
  if (claim === undefined)
    return { ...base, ...NOTHING_SAID, ...silence(outage, reading, Math.min(until, now), settled) };
  const { saidAt, postedAt, unreadSince } = claim;
  return {
    ...base,
    state: "acknowledged",
    notice: claim.notice,
    said: delay({ at: saidAt, unreadSince }, { at: outage.onset, notBefore: outage.lastGood }, reading),
    saidByPageMs: postedAt === null ? null : postedAt - outage.onset,
    censoredMs: unreadSince === null || saidAt <= outage.onset ? null : Math.max(0, unreadSince - outage.onset),
    cleared: clearing(claim, outage, reading, now),
    backdatedMs: backdatedBy(claim, reading),
  };
}

const NOTHING_SAID = { notice: null, said: null, saidByPageMs: null, cleared: null, backdatedMs: null } as const;

function silence({ onset }: Outage, reading: Reading, until: EpochMs, settled: boolean) {
  const seenTo = watchedTo(onset, until, reading);
  const state: AcknowledgementState = seenTo < until ? "unread" : settled ? "never" : "pending";
  return { state, censoredMs: Math.max(0, seenTo - onset) };
}

/** Whether a claim may be about an outage: not over before it began, and made by its end + 24 h. */
export function isAbout({ saidAt, endsAt }: Claim, outage: Outage): boolean {
  return saidAt <= lastChance(outage) && (endsAt === null || endsAt > (outage.lastGood ?? outage.onset));
}

function lastChance({ recoveredAt }: Outage): EpochMs {
  return recoveredAt === null ? Number.POSITIVE_INFINITY : recoveredAt + GRACE_MS;
}

function clearing(
  { clearedAt }: Claim,
  { recoveredAt, lastBad }: Outage,
  reading: Reading,
  now: EpochMs,
): Delay | null {
  if (clearedAt === null || clearedAt > now || recoveredAt === null) return null;
  const unreadSince = unreadBefore(clearedAt, reading, "over");
  return delay({ at: clearedAt, unreadSince }, { at: recoveredAt, notBefore: lastBad }, reading);
}

/**
 * What was said after what was seen, to within the bracket of the latter and the poll interval (methods 5), and a gap in our
 * reading: what is found after one may have been said earlier, never later.
 */
function delay(
  said: { readonly at: EpochMs; readonly unreadSince: EpochMs | null },
  saw: { readonly at: EpochMs; readonly notBefore: EpochMs | null },
  { pollMs }: Reading,
): Delay {
  const ms = said.at - saw.at;
  if (saw.notBefore === null) return { ms, errorMs: null, order: "cannot_tell" };
  const sureMs = saw.at - saw.notBefore + pollMs;
  const errorMs = sureMs + said.at - (said.unreadSince ?? said.at);
  const order: Order = ms > errorMs ? "vendor_late" : -ms > sureMs ? "vendor_first" : "cannot_tell";
  return { ms, errorMs, order };
}
