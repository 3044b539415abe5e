import { chronicle, type IncidentMemory, type LogEntry } from "#domain/incident/chronicle.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { decides } from "#domain/status/combine.ts";
import type { Docket, DocketVantage } from "#domain/status/docket.ts";
import { judgePass } from "#domain/status/pass.ts";
import { EMPTY_MEMORY, indexOf, type JudgeMemory } from "#domain/status/pass-ledger.ts";
import { byCheck, type NewSample } from "#domain/status/pass-rounds.ts";
import { type ReleasedSample, type RoundsSeen, releaseRounds } from "#domain/status/rejudge-rounds.ts";
import type { Rules } from "#domain/status/rules.ts";
import type { Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** Judging the past again: the judge's own passes over the raw record, with a clock of the past. */

export interface RetrialOptions {
  readonly rules: Rules;
  /** From where on there are raw rows: the beginning of the warm-up. */
  readonly startAt: EpochMs;
  /** What is known at `startAt` beside the raw rows; the rest is nothing. */
  readonly memory?: Partial<Pick<JudgeMemory, "proven" | "chains">>;
  readonly usualP95Ms: (checkId: string, vantage: string) => number | null;
  /** How often the judge passes. */
  readonly stepMs?: number;
  readonly thrifty?: boolean;
}

/** What a vantage's controls said. */
export interface ControlsHeard {
  readonly vantage: string;
  readonly at: EpochMs;
  readonly gated: boolean;
}

/** A stretch of the raw record. Every result of a tick is in one batch, and batches come in the order of time. */
export interface RawBatch {
  /** All there is before this instant has been given. */
  readonly to: EpochMs;
  readonly samples: readonly NewSample[];
  readonly controls: readonly ControlsHeard[];
}

export interface Recomputed {
  /** By component: what was concluded in the end, in the order of time. Each entry holds from its `since` to the next one's. */
  readonly verdicts: ReadonlyMap<string, readonly Judged[]>;
  readonly incidents: readonly Incident[];
  readonly rounds: number;
  readonly passes: number;
}

const STEP_MS = 10_000;
/** The newest round of controls speaks for a vantage this long; after that it is silent, not gated. */
const CONTROLS_MS = 30_000;

/**
 * How long the detectors need to forget how they began, and how long after an instant evidence may still speak of it:
 * the window of the slowest check that decides.
 */
export function settlingMs(docket: Docket, rules: Rules): number {
  const intervals = indexOf(docket).checks.flatMap(({ spec: { slug, tier, vital, intervalS, signal }, vantages }) =>
    decides({ slug, tier, vital: vital ?? false, intervalS, signal, monitored: vantages.length > 0 }, rules)
      ? [intervalS]
      : [],
  );
  return rules.window * Math.max(60, ...intervals) * 1_000;
}

/** One run over the past, fed batch by batch so that no more than a batch is in memory. */
export class Retrial {
  readonly #docket: Docket;
  readonly #options: RetrialOptions;
  readonly #stepMs: number;
  readonly #silenceMs: number;
  readonly #seen = new Map<string, RoundsSeen>();
  readonly #controls = new Map<string, ControlsHeard>();
  readonly #log = new Map<string, LogEntry[]>();
  readonly #incidents = new Map<string, Incident>();
  #memory: JudgeMemory;
  #story: IncidentMemory = { newest: new Map(), groups: [] };
  /** Waiting to be stepped and heard, the earliest first. */
  #released: ReleasedSample[] = [];
  #heard: ControlsHeard[] = [];
  #next: EpochMs;
  /** Where the last batch ended, until it has been judged as it stood there. */
  #end: EpochMs | null = null;
  /** Up to here something may still expire; after it, silence is only more silence. */
  #awakeTo: EpochMs;
  #rounds = 0;
  #passes = 0;

  constructor(docket: Docket, options: RetrialOptions) {
    this.#docket = docket;
    this.#options = options;
    this.#stepMs = options.stepMs ?? STEP_MS;
    const slowest = Math.max(0, ...indexOf(docket).checks.map(({ spec }) => spec.intervalS));
    this.#silenceMs = (options.rules.expiresAfter + 1) * slowest * 1_000;
    this.#memory = { ...EMPTY_MEMORY, ...options.memory };
    this.#next = this.#onGrid(options.startAt);
    this.#awakeTo = options.startAt;
  }

  feed({ to, samples, controls }: RawBatch): void {
    const given = byCheck(samples);
    for (const check of indexOf(this.#docket).checks) {
      const own = given.get(check.id);
      if (own) this.#released.push(...releaseRounds(check, own, this.#seenOf(check.id), this.#options.rules));
    }
    this.#released.sort((a, b) => a.at - b.at);
    this.#heard = [...this.#heard, ...controls].sort((a, b) => a.at - b.at);
    while (this.#next < to) this.#passAt(this.#next, to);
    this.#end = to;
  }

  #seenOf(check: string): RoundsSeen {
    const seen = this.#seen.get(check) ?? { lastTicks: new Map(), open: null };
    this.#seen.set(check, seen);
    return seen;
  }

  /** What came of it, up to the last batch's end. Entries near the end may still be dated back by evidence that was not given. */
  result(): Recomputed {
    if (this.#end !== null) this.#passAt(this.#end, this.#end);
    this.#end = null;
    return {
      verdicts: new Map([...this.#log].map(([component, entries]) => [component, standing(entries)])),
      incidents: [...this.#incidents.values()],
      rounds: this.#rounds,
      passes: this.#passes,
    };
  }

  #onGrid(at: EpochMs): EpochMs {
    return Math.ceil(at / this.#stepMs) * this.#stepMs;
  }

  #passAt(now: EpochMs, to: EpochMs): void {
    const samples = this.#takeDue(now);
    const vantages = this.#listen(now);
    if (samples.length > 0) this.#awakeTo = now + this.#silenceMs;
    this.#pass(now, samples, vantages);
    this.#next = now + this.#stepMs;
    if (now < this.#awakeTo) return;
    // Nothing can change before something new is heard; what is not given yet comes after this batch.
    const heard = Math.min(this.#released[0]?.at ?? to, this.#heard[0]?.at ?? to, to);
    this.#next = Math.max(this.#next, this.#onGrid(heard));
  }

  /** Results that a live judge would have been given by now: none that began before one its detector has seen. */
  #takeDue(now: EpochMs): NewSample[] {
    const later = this.#released.findIndex(({ at }) => at > now);
    const due = this.#released.splice(0, later < 0 ? this.#released.length : later).map(({ sample }) => sample);
    return due.filter(
      ({ checkId, vantage, sample }) => sample.at > (this.#memory.detectors.get(checkId)?.get(vantage)?.at ?? 0),
    );
  }

  /** Nobody is waited for: when a round is stepped has been settled. */
  #listen(now: EpochMs): DocketVantage[] {
    const later = this.#heard.findIndex(({ at }) => at > now);
    for (const heard of this.#heard.splice(0, later < 0 ? this.#heard.length : later))
      this.#controls.set(heard.vantage, heard);
    return [...this.#controls.values()].map(({ vantage, at, gated }) => ({
      name: vantage,
      live: false,
      gated: gated && now - at < CONTROLS_MS,
    }));
  }

  #pass(now: EpochMs, samples: readonly NewSample[], vantages: readonly DocketVantage[]): void {
    const { rules, usualP95Ms, thrifty = true } = this.#options;
    const result = judgePass(this.#docket, this.#memory, { now, samples, vantages, usualP95Ms, thrifty }, rules);
    const story = chronicle(result.changes, this.#story, rules);
    for (const entry of story.log) {
      const entries = this.#log.get(entry.component);
      if (entries) entries.push(entry);
      else this.#log.set(entry.component, [entry]);
    }
    for (const incident of story.incidents) this.#incidents.set(incident.id, incident);
    this.#memory = result.memory;
    this.#story = story.memory;
    this.#rounds += result.rounds;
    this.#passes += 1;
  }
}

/** Of a log, what stands in the end: each entry replaces everything from its `since` on. */
export function standing(entries: readonly LogEntry[]): Judged[] {
  const held: Judged[] = [];
  for (const { judged } of entries) {
    while ((held.at(-1)?.since ?? Number.NEGATIVE_INFINITY) >= judged.since) held.pop();
    held.push(judged);
  }
  return held;
}

/** Judges a past that is given whole. */
export function rejudge(docket: Docket, batches: Iterable<RawBatch>, options: RetrialOptions): Recomputed {
  const retrial = new Retrial(docket, options);
  for (const batch of batches) retrial.feed(batch);
  return retrial.result();
}
