import { backdatedBy, type Claim, claimIn, type Notice, type Reading, unreadBefore } from "#domain/said/notice.ts";
import type { EpochMs } from "#domain/time.ts";

/** What we measured: an incident, or a cloud event whose onset is known, to be held against the provider's notices. */
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
 * page could not be read to the end. All but the first are right-censored: a bound and not a delay.
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
  /** `cannot_tell` when the delay is not greater than its error. */
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
  /** Until so long after the onset it had not been said; null when acknowledged. Milliseconds. */
  readonly censoredMs: number | null;
  /** L_clear = said-resolved - saw-recovered; null until both are known. */
  readonly cleared: Delay | null;
  /** The page dates the post so much earlier than we saw it. Milliseconds. */
  readonly backdatedMs: number | null;
}

const GRACE_MS = 24 * 3_600_000;

/** Methods 5 for one incident and one vendor, as of `now`. */
export function acknowledgement(
  outage: Outage,
  notices: readonly Notice[],
  reading: Reading,
  now: EpochMs,
): Acknowledgement {
  const until = lastChance(outage);
  const claim = claimsOn(outage, notices).find(({ saidAt }) => saidAt <= now);
  const settled = until <= now;
  const base = { incident: outage.incident, settled };
  if (claim === undefined)
    return { ...base, ...NOTHING_SAID, ...silence(outage, reading, Math.min(until, now), settled) };
  return {
    ...base,
    state: "acknowledged",
    notice: claim.notice,
    said: delay(claim.saidAt, outage.onset, outage.lastGood, reading),
    saidByPageMs: claim.postedAt === null ? null : claim.postedAt - outage.onset,
    censoredMs: null,
    cleared: clearing(claim, outage, reading, now),
    backdatedMs: backdatedBy(claim, reading),
  };
}

const NOTHING_SAID = { notice: null, said: null, saidByPageMs: null, cleared: null, backdatedMs: null } as const;

function silence({ onset }: Outage, { unread }: Reading, until: EpochMs, settled: boolean) {
  // Notices stay on a page: an earlier gap hides nothing that a later look would not show.
  const blind = unread.filter(({ from, to }) => from < until && (to === null || to >= until));
  const seenTo = blind.reduce((at, { from }) => Math.min(at, from), until);
  const state: AcknowledgementState = seenTo < until ? "unread" : settled ? "never" : "pending";
  return { state, censoredMs: Math.max(0, seenTo - onset) };
}

/** Claims that may be about the outage, first said first: still open when it began, or made by its end + 24 h. */
export function claimsOn(outage: Outage, notices: readonly Notice[]): Claim[] {
  const began = outage.lastGood ?? outage.onset;
  const until = lastChance(outage);
  return notices
    .flatMap((notice) => claimIn(notice, outage.component) ?? [])
    .filter(({ saidAt, clearedAt }) => saidAt <= until && (clearedAt === null || clearedAt > began))
    .sort((a, b) => a.saidAt - b.saidAt || (a.notice < b.notice ? -1 : 1));
}

function lastChance({ recoveredAt }: Outage): EpochMs {
  return recoveredAt === null ? Number.POSITIVE_INFINITY : recoveredAt + GRACE_MS;
}

function clearing(claim: Claim, outage: Outage, reading: Reading, now: EpochMs): Delay | null {
  const { clearedAt } = claim;
  const { recoveredAt, lastBad } = outage;
  if (clearedAt === null || clearedAt > now || recoveredAt === null) return null;
  return delay(clearedAt, recoveredAt, lastBad, reading);
}

/** What was said after what was seen, to within the bracket of the latter and the poll interval (methods 5). */
function delay(said: EpochMs, saw: EpochMs, notBefore: EpochMs | null, reading: Reading): Delay {
  const ms = said - saw;
  const errorMs = notBefore === null ? null : saw - notBefore + reading.pollMs + unreadBefore(said, reading);
  if (errorMs === null || Math.abs(ms) <= errorMs) return { ms, errorMs, order: "cannot_tell" };
  return { ms, errorMs, order: ms < 0 ? "vendor_first" : "vendor_late" };
}
