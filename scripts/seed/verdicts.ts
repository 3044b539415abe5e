import type { ChainSpec } from "#domain/check/service.ts";
import { judgeComponent } from "#domain/status/combine.ts";
import { type ComponentChange, settle } from "#domain/status/pass-changes.ts";
import type { Rules } from "#domain/status/rules.ts";
import { serviceStatus } from "#domain/status/service-status.ts";
import type { Status } from "#domain/status/status.ts";
import { FINDINGS, type Finding, type Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";
import {
  type Cast,
  type CastCheck,
  type CastComponent,
  type CastService,
  MADE_UP,
  operatorsOf,
} from "#scripts/seed/cast.ts";
import type { Story } from "#scripts/seed/story.ts";
import { JUDGED_AFTER_MS, type Turn, timelineOf } from "#scripts/seed/timeline.ts";

const MINUTE_MS = 60_000;

/** A turn of a check, by its id, or of a component's chain, by the component's key. */
interface Event extends Turn {
  readonly of: string;
}

/**
 * What the judge would have concluded of every component, in the order in which it would have known it: the product's own
 * rules over what the detectors found. At the end nobody measures any more, so everything is unknown from there on.
 */
export function changesOf(
  story: Story,
  cast: Cast,
  chains: ReadonlyMap<string, ChainSpec>,
  rules: Rules,
): ComponentChange[] {
  return cast.services
    .flatMap((service) => serviceChanges(story, service, chainTurns(story, cast, chains), rules))
    .sort((a, b) => a.knownAt - b.knownAt);
}

function serviceChanges(
  story: Story,
  service: CastService,
  chainTurnsOf: (component: CastComponent) => Turn[],
  rules: Rules,
): ComponentChange[] {
  const judged = service.components.filter((component) => component.judged);
  const verdicts = new Map<string, Judged>();
  const state = new Map<string, Judged>();
  let status: Status | null = null;
  const changes: ComponentChange[] = [];
  for (const [knownAt, events] of byInstant(eventsOf(story, judged, chainTurnsOf, rules))) {
    for (const event of events) state.set(event.of, event.judged);
    const touched = judged.filter((component) => events.some(({ of }) => isOf(component, of)));
    const before = new Map(verdicts);
    for (const component of touched) {
      const verdict = verdictOf(component, state, knownAt, rules);
      if (verdict === null) continue;
      // The newest round is what has just been judged, and what recovered did so in it.
      const newest = Math.min(knownAt - JUDGED_AFTER_MS, story.period.to);
      const moments = { toldAt: newest, recoveredAt: newest };
      verdicts.set(component.key, settle(verdicts.get(component.key) ?? null, verdict, moments));
    }
    const now = statusOfService(judged, verdicts, rules);
    // An outage of the whole service makes its parts' incidents graver.
    const graver = now === "major_outage" && status !== now;
    status = now;
    for (const { key } of judged) {
      const [was, after] = [before.get(key) ?? null, verdicts.get(key)];
      if (after && (after !== was || graver))
        changes.push({ component: key, before: was, after, service: now, knownAt });
    }
  }
  return changes;
}

const isOf = ({ key, checks }: CastComponent, of: string) => of === key || checks.some(({ id }) => id === of);

function eventsOf(
  story: Story,
  components: readonly CastComponent[],
  chainTurnsOf: (component: CastComponent) => Turn[],
  rules: Rules,
): Event[] {
  const end = story.period.to;
  return components.flatMap((component): Event[] => {
    if (component.quorum) return chainTurnsOf(component).map((turn) => ({ of: component.key, ...turn }));
    const deciding = component.checks.filter((check) => check.decides);
    return deciding.flatMap((check) => [
      ...timelineOf(story, check, rules)
        .filter(({ knownAt }) => knownAt < end)
        .map((turn) => ({ of: check.id, ...turn })),
      { of: check.id, knownAt: end, judged: nobodyLooks(end, { kind: "no_vantage", check: check.spec.slug }) },
    ]);
  });
}

function byInstant(events: readonly Event[]): [EpochMs, Event[]][] {
  const groups = new Map<EpochMs, Event[]>();
  for (const event of events) groups.set(event.knownAt, [...(groups.get(event.knownAt) ?? []), event]);
  return [...groups].sort(([a], [b]) => a - b);
}

/** Null until every check that decides has been heard of. */
function verdictOf(
  component: CastComponent,
  state: ReadonlyMap<string, Judged>,
  now: EpochMs,
  rules: Rules,
): Judged | null {
  if (component.quorum) return state.get(component.key) ?? null;
  const deciding = component.checks.filter((check) => check.decides);
  const parts = deciding.flatMap((check) => partOf(check, state.get(check.id)));
  return parts.length < deciding.length ? null : judgeComponent({ layer: component.layer, checks: parts }, now, rules);
}

function partOf({ spec, intervalMs }: CastCheck, judged: Judged | undefined) {
  if (!judged) return [];
  const { slug, tier, vital = false, signal } = spec;
  return [{ slug, tier, vital, signal, intervalS: intervalMs / 1_000, monitored: true, judged }];
}

function statusOfService(
  components: readonly CastComponent[],
  verdicts: ReadonlyMap<string, Judged>,
  rules: Rules,
): Status {
  const standings = components.map(({ key, weight, quorum, checks }) => ({
    weight,
    verdict: verdicts.get(key)?.verdict ?? null,
    quorum,
    checks: checks.map(({ spec }) => ({ spec, monitored: true })),
  }));
  return serviceStatus(standings, rules);
}

function nobodyLooks(since: EpochMs, finding: Finding, lastGood: EpochMs | null = null): Judged {
  return { verdict: "unknown", finding, since, lastGood, lastBad: null, vantages: [], usable: 0, failureTypes: [] };
}

/** Block production as the quorum shows it: moving throughout, but for the gaps and a halt. One operator is no quorum. */
function chainTurns(
  story: Story,
  cast: Cast,
  chains: ReadonlyMap<string, ChainSpec>,
): (component: CastComponent) => Turn[] {
  return ({ chain: slug }) => {
    const spec = chains.get(slug ?? "");
    if (!spec) return [];
    const chain = spec.slug;
    const of = operatorsOf(cast, chain);
    const { from, to } = story.period;
    const nobody: Finding = { kind: "no_operator", chain, operators: { agree: 0, of: 0 } };
    const unseen = (since: EpochMs, knownAt: EpochMs, lastGood: EpochMs | null): Turn => ({
      knownAt,
      judged: nobodyLooks(since, nobody, lastGood),
    });
    const seen = (since: EpochMs): Turn => {
      if (of > 1) return turn(since, { kind: "answers", chain, operators: { agree: of, of } });
      const alone: Finding = { kind: "one_operator", chain, operators: { agree: of, of } };
      return { knownAt: since + JUDGED_AFTER_MS, judged: nobodyLooks(since, alone) };
    };
    return [
      seen(from + MINUTE_MS),
      ...story.gaps.flatMap((gap) => {
        const since = gap.from + 2 * MINUTE_MS;
        return [unseen(since, since + JUDGED_AFTER_MS, gap.from), seen(gap.to + MINUTE_MS)];
      }),
      ...story.halts.filter((halt) => halt.chain === chain).flatMap((halt) => haltTurns(halt, spec, of)),
      unseen(to, to, null),
    ].sort((a, b) => a.knownAt - b.knownAt);
  };
}

function turn(since: EpochMs, finding: Finding, before: Partial<Pick<Judged, "lastGood" | "lastBad">> = {}): Turn {
  const failureTypes = finding.kind === "answers" ? [] : (["payload.stale"] as const);
  const judged: Judged = {
    verdict: FINDINGS[finding.kind],
    finding,
    since,
    lastGood: null,
    lastBad: null,
    ...before,
    vantages: [MADE_UP],
    usable: 1,
    failureTypes,
  };
  return { knownAt: since + JUDGED_AFTER_MS, judged };
}

/** First old, then so old that it has stopped; both since its head was first found old. */
function haltTurns({ from, to }: { from: EpochMs; to: EpochMs }, { slug, limits }: ChainSpec, of: number): Turn[] {
  const { headAgeWarnS, headAgeCritS } = limits;
  const since = from + headAgeWarnS * 1_000;
  const standing = (kind: "chain_stale" | "chain_halted", ageS: number): Turn => ({
    ...turn(since, { kind, chain: slug, ageS, operators: { agree: of, of } }, { lastGood: from }),
    knownAt: from + ageS * 1_000,
  });
  return [
    standing("chain_stale", headAgeWarnS + 60),
    ...(from + (headAgeCritS + 60) * 1_000 < to ? [standing("chain_halted", headAgeCritS + 60)] : []),
    turn(to, { kind: "answers", chain: slug, operators: { agree: of, of } }, { lastBad: to - MINUTE_MS }),
  ];
}
