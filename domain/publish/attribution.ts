import type { Weight } from "#domain/attribution/evidence.ts";
import type { Reason } from "#domain/attribution/reason.ts";
import type { AttributionRecord } from "#domain/attribution/record.ts";
import type { Score } from "#domain/attribution/score.ts";
import { MONTH_MIN } from "#domain/attribution/units.ts";
import { en } from "#domain/publish/attribution-en.ts";
import type { AttributionWords, Odds, Share, Standing } from "#domain/publish/attribution-words.ts";
import { rfc3339 } from "#domain/publish/figure.ts";
import type { EpochMs } from "#domain/time.ts";

/** To four digits that say something: more would pretend to a precision that no rate has. */
const four = (value: number) => Number(value.toPrecision(4));
const orNull = <T, U>(value: T | null, of: (value: T) => U): U | null => (value === null ? null : of(value));

/** One incident's attribution as the API shows it: what may be said of it, how strongly, and every reason with its numbers. */
export function publishAttribution(record: AttributionRecord, words: AttributionWords = en) {
  const { best, runnerUp } = record;
  return {
    provider: best.provider,
    region: best.region,
    score: best.score,
    word: best.word,
    basis: best.basis,
    publishable: best.publishable,
    provisional: best.provisional,
    uncalibrated: best.uncalibrated,
    sentence: attributionSentence(record, words),
    reasons: best.reasons.map((reason) => publishReason(reason, record, words)),
    runner_up: runnerUp === null ? null : publishRival(runnerUp),
    event: publishPopulation(record, words),
  };
}

/** "Coincides with AWS us-east-1 (possible, 50 of 100)." */
export function attributionSentence({ best }: AttributionRecord, words: AttributionWords = en): string {
  return words.claim(best.basis, words.place(best.provider, best.region), best.word, best.score);
}

function publishRival({ provider, region, score, word }: Score) {
  return { provider, region, score, word };
}

/** What a reader is told of the event as a whole: how many fell, how many chance alone takes down, and how rare that is. */
export function eventSentence(record: AttributionRecord, words: AttributionWords = en): string {
  const { event, population, contrast, leadLag } = record;
  const sentences = [
    chanceSentence(record, words),
    words.event.contrast(shareOf(contrast.dependents), shareOf(contrast.others), event.region !== null),
    ...(leadLag.cloudNotFirst ? [words.event.notFirst()] : []),
    ...(population.complete ? [] : [words.event.growing()]),
  ];
  return sentences.join(words.gap);
}

/** The same without the contrast, for where that stands in a table. */
export function chanceSentence(record: AttributionRecord, words: AttributionWords = en): string {
  const { event, population } = record;
  const head = words.event.population(
    { hit: population.k, of: population.n },
    words.place(event.provider, event.region),
    rfc3339(event.t0.at).slice(11, 16),
    event.t0.quality,
    event.t0.quality === "first_status_post",
  );
  return [head, words.event.expected(population.mu), words.event.odds(oddsOf(record))].join(words.gap);
}

function shareOf({ hit, of }: Share): Share | null {
  return of === 0 ? null : { hit, of };
}

/** Odds beyond this follow from an assumption, and are no better than it. */
const BEYOND = 1_000_000;

function oddsOf({ population }: AttributionRecord): Odds {
  const { basis, permutation, p } = population;
  if (permutation !== null && permutation.reached === 0) return { basis, oneIn: permutation.draws + 1, fewer: true };
  if (p * BEYOND < 1) return { basis, oneIn: BEYOND, fewer: true };
  return { basis, oneIn: p > 0.5 ? null : Math.round(1 / p), fewer: false };
}

function publishPopulation(record: AttributionRecord, words: AttributionWords) {
  const { event, population, contrast, leadLag, passes } = record;
  return {
    onset_at: rfc3339(event.t0.at),
    onset_quality: event.t0.quality,
    severity: event.severity,
    single_zone: event.singleZone,
    hit: population.k,
    services: population.n,
    left_out: population.leftOut,
    expected: four(population.mu),
    p: four(population.p),
    p_exact: four(population.pExact),
    p_basis: population.basis,
    draws: population.permutation?.draws ?? null,
    passes,
    window: { from: rfc3339(population.window.from), to: rfc3339(population.window.to), complete: population.complete },
    dependents: { hit: contrast.dependents.hit, of: contrast.dependents.of },
    others: { hit: contrast.others.hit, of: contrast.others.of },
    contrast_p: four(contrast.p),
    median_lag_minutes: orNull(leadLag.medianMin, four),
    sentence: eventSentence(record, words),
  };
}

/** A reason with its numbers and its text. */
export function publishReason(reason: Reason, record: AttributionRecord, words: AttributionWords = en) {
  const { best, event } = record;
  const say = words.reasons;
  const place = words.place(best.provider, best.region);
  switch (reason.kind) {
    case "timing":
      return {
        kind: reason.kind,
        lag_minutes: four(reason.lagMin),
        density: four(reason.density),
        peak: four(reason.peak),
        text: say.timing(rounded(reason.lagMin), place, event.t0.quality),
      };
    case "evidence":
      return {
        kind: reason.kind,
        tier: reason.tier,
        belief: four(reason.pi),
        cap: reason.cap,
        hidden_by: reason.hiddenBy,
        sources: reason.weights.map(publishWeight),
        text: say.evidence(standingOf(reason), place),
      };
    case "base_rate": {
      const perMonth = reason.rate.perMinute * MONTH_MIN;
      return {
        kind: reason.kind,
        per_month: four(perMonth),
        rate_basis: reason.rate.basis,
        text: say.baseRate(perMonth, reason.rate.basis === "prior"),
      };
    }
    case "recovery": {
      const effect = reason.factor > 1 ? "for" : reason.factor < 1 ? "against" : "neither";
      return {
        kind: reason.kind,
        factor: four(reason.factor),
        from_mitigation_minutes: orNull(reason.fromMitigationMin, four),
        text: say.recovery(effect, orNull(reason.fromMitigationMin, rounded)),
      };
    }
    case "severity":
      return {
        kind: reason.kind,
        severity: reason.severity,
        single_zone: reason.singleZone,
        prior_share: four(reason.phi0),
        share: four(reason.phi),
        text: say.severity(reason.severity, reason.singleZone, Math.round(100 * reason.phi)),
      };
    case "confounder":
      return {
        kind: reason.kind,
        hit: reason.hit,
        of: reason.of,
        per_minute: four(reason.perMinute),
        text: say.confounder(reason),
      };
    case "capped":
      return {
        kind: reason.kind,
        tier: reason.tier,
        cap: reason.cap,
        uncapped: reason.uncapped,
        text: say.capped(reason.cap, reason.uncapped),
      };
    case "contradicted": {
      const { by } = reason;
      const named = by.kind === "other_cloud_named" ? words.place(by.provider, by.region) : "";
      return { kind: reason.kind, by: by.kind, text: say.contradicted(by, named) };
    }
    case "provisional":
      return { kind: reason.kind, text: say.provisional() };
    case "uncalibrated":
      return { kind: reason.kind, text: say.uncalibrated() };
    case "would_change":
      return { kind: reason.kind, by: reason.by, text: say.wouldChange(reason.by) };
  }
}

/** Whole minutes; never minus nothing. */
function rounded(minutes: number): number {
  return Math.round(minutes) + 0;
}

function standingOf({ tier, weights, hiddenBy }: Reason & { readonly kind: "evidence" }): Standing {
  const strongest = weights.find((weight) => weight.tier === tier)?.evidence;
  switch (tier) {
    case "declared_or_provider":
      return { tier, seen: strongest?.kind === "observed" };
    case "transitive":
      return { tier, supplier: strongest?.kind === "transitive" ? strongest.supplier : null };
    case "unknown_origin":
      return { tier, hiddenBy };
    default:
      return { tier };
  }
}

/** One piece of evidence with its source and dates, for whoever wants to check. */
function publishWeight({ tier, pi, evidence }: Weight) {
  const at = (value: EpochMs | null) => orNull(value, rfc3339);
  const common = {
    kind: evidence.kind,
    tier,
    belief: four(pi),
    component: evidence.component,
    source: evidence.source,
  };
  if (evidence.kind === "observed") {
    const { provider, region, edge, from, to } = evidence;
    return { ...common, provider, region, edge, from: rfc3339(from), to: at(to) };
  }
  if (evidence.kind === "transitive") return { ...common, supplier: evidence.supplier, date: at(evidence.date) };
  return { ...common, provider: evidence.provider, region: evidence.region, date: at(evidence.date) };
}
