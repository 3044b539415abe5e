import type { Cast, Member } from "#domain/attribution/cast.ts";
import { circularShift, DRAWS, hasRoom, type ShiftResult } from "#domain/attribution/permutation.ts";
import { expectedHits, poissonBinomialTail } from "#domain/attribution/population.ts";
import { mulberry32, seedOf } from "#domain/attribution/random.ts";
import { isEnough } from "#domain/attribution/rate.ts";
import { MINUTE_MS } from "#domain/attribution/units.ts";
import type { EpochMs } from "#domain/time.ts";
import { mergeIntervals, type Window } from "#domain/uptime/interval.ts";

/** (A) of methods 3.3: did more services begin to fail round the event than round other instants? */
export interface PopulationTest {
  /** Services looked at, and how many of them had an onset in W. */
  readonly n: number;
  readonly k: number;
  /** Expected by chance, from the background rates. */
  readonly mu: number;
  /** Poisson-binomial tail. */
  readonly pExact: number;
  /** The p that counts: of the permutation, or `pExact` while the record is too short, or too full of gaps, for one ("prior"). */
  readonly p: number;
  readonly basis: "permutation" | "prior";
  /** null for "prior". */
  readonly permutation: Pick<ShiftResult, "draws" | "reached" | "meanByChance"> | null;
  /** Services with too short a record to be compared with their own past; they are scored all the same. */
  readonly leftOut: number;
  /** W, both ends included, and whether it was over when this was judged; until then k can only grow. */
  readonly window: Window;
  readonly complete: boolean;
}

export interface PopulationOptions {
  /** Random instants; 9,999 unless told. */
  readonly draws?: number;
  /** Of the random instants; derived from the event's id unless told. */
  readonly seed?: number;
}

/** Below this share of services with 30 days of record the whole test stands on the prior. */
const ENOUGH_SERVICES = 0.5;

/** The same cast, draws and seed give the same p. */
export function testPopulation(cast: Cast, options: PopulationOptions = {}): PopulationTest {
  const { event, quiet } = cast;
  const grown = cast.members.filter(({ service }) => isEnough(quiet, service.recordedFrom));
  const recorded = grown.length > 0 && grown.length >= ENOUGH_SERVICES * cast.members.length;
  const members = recorded ? grown : cast.members;
  const chances = members.map(({ chance }) => chance);
  const k = members.filter(({ hit }) => hit).length;
  const pExact = poissonBinomialTail(chances, k);
  const shift = recorded ? permute(cast, members, options) : null;
  const window = {
    from: event.t0.at + cast.window.fromMin * MINUTE_MS,
    to: event.t0.at + cast.window.toMin * MINUTE_MS,
  };
  return {
    n: members.length,
    k,
    mu: expectedHits(chances),
    pExact,
    p: shift?.p ?? pExact,
    basis: shift === null ? "prior" : "permutation",
    permutation: shift && { draws: shift.draws, reached: shift.reached, meanByChance: shift.meanByChance },
    leftOut: cast.members.length - members.length,
    window,
    complete: quiet.window.to >= window.to,
  };
}

/**
 * Instants are drawn only from where every one of the services was recorded, and the whole window with it; null when gaps lie
 * so close that nothing is left.
 */
function permute(cast: Cast, members: readonly Member[], options: PopulationOptions): ShiftResult | null {
  const { quiet, event } = cast;
  const from = cast.window.fromMin * MINUTE_MS;
  const to = cast.window.toMin * MINUTE_MS;
  const youngest = members.reduce<EpochMs>((at, { service }) => Math.max(at, service.recordedFrom), quiet.window.from);
  const record = { from: youngest - from, to: quiet.window.to - to };
  const nearGaps = quiet.gaps.map((gap) => ({ from: gap.from - to, to: gap.to - from }));
  const window = { from, to };
  const excluded = mergeIntervals([...quiet.loud, ...nearGaps], record);
  if (!hasRoom({ record, window, excluded })) return null;
  return circularShift({
    onsets: members.map(({ times }) => times),
    at: event.t0.at,
    window,
    record,
    excluded,
    draws: options.draws ?? DRAWS,
    random: mulberry32(options.seed ?? seedOf(event.id)),
  });
}
