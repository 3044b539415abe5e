import { type ChainStep, stepChain } from "#domain/chain/judge-chain.ts";
import { type HeadReport, reportKey } from "#domain/chain/report.ts";
import type { ChainState } from "#domain/chain/state.ts";
import { newVantage, type VantageDetector } from "#domain/status/check-verdict.ts";
import type { DetectorState } from "#domain/status/detector.ts";
import {
  type Docket,
  type DocketCheck,
  type DocketComponent,
  type DocketVantage,
  witnessOf,
} from "#domain/status/docket.ts";
import type { Status } from "#domain/status/status.ts";
import type { Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** All that judging remembers. Maps are never changed in place: a pass that cannot be stored leaves no trace. */
export interface JudgeMemory {
  /** By check, then vantage. */
  readonly detectors: ReadonlyMap<string, ReadonlyMap<string, DetectorState>>;
  readonly chains: ReadonlyMap<string, ChainState>;
  /** The newest head report of each check and vantage, by `reportKey`. */
  readonly heads: ReadonlyMap<string, HeadReport>;
  /** What holds of each component, and of each service. */
  readonly verdicts: ReadonlyMap<string, Judged>;
  readonly services: ReadonlyMap<string, Status>;
  /** Checks that have succeeded since they were added or changed. */
  readonly proven: ReadonlySet<string>;
  /** When everything was last judged; null before the first time. */
  readonly judgedAt: EpochMs | null;
  /** Vantages that were not believed when everything was last judged. */
  readonly distrusted?: ReadonlySet<string>;
}

export const EMPTY_MEMORY: JudgeMemory = {
  detectors: new Map(),
  chains: new Map(),
  heads: new Map(),
  verdicts: new Map(),
  services: new Map(),
  proven: new Set(),
  judgedAt: null,
};

/** Where each check stands in the docket: made once per docket. */
export interface DocketIndex {
  /** Keys of all there are. */
  readonly components: ReadonlySet<string>;
  readonly checks: readonly DocketCheck[];
  readonly componentOf: ReadonlyMap<string, DocketComponent>;
  /** Of checks that are witnesses of a chain. */
  readonly chainOf: ReadonlyMap<string, string>;
}

const indexes = new WeakMap<Docket, DocketIndex>();

export function indexOf(docket: Docket): DocketIndex {
  const known = indexes.get(docket);
  if (known) return known;
  const components = docket.services.flatMap((service) => service.components);
  const placed = components.flatMap((component) => component.checks.map((check) => ({ component, check })));
  const index: DocketIndex = {
    components: new Set(components.map(({ key }) => key)),
    checks: placed.map(({ check }) => check),
    componentOf: new Map(placed.map(({ component, check }) => [check.id, component])),
    chainOf: new Map(
      placed.flatMap(({ component, check: { id, spec } }) => {
        const chain = witnessOf(component, spec);
        return chain === null ? [] : [[id, chain] as const];
      }),
    ),
  };
  indexes.set(docket, index);
  return index;
}

/** The working copy of the memory during one pass, and the only thing that changes. */
export class Ledger {
  readonly docket: Docket;
  readonly index: DocketIndex;
  readonly detectors: Map<string, ReadonlyMap<string, DetectorState>>;
  readonly chains: Map<string, ChainState>;
  readonly heads: Map<string, HeadReport>;
  readonly verdicts: Map<string, Judged>;
  readonly services: Map<string, Status>;
  readonly proven: Set<string>;
  /** What the chains' last steps in this pass found. */
  readonly chainSteps = new Map<string, ChainStep>();
  /** Vantages whose controls fail now, and those that stand alone with their failures. */
  readonly gated: ReadonlySet<string>;
  alone: ReadonlySet<string> = new Set();
  /** When everything was last judged before this pass; 0 for never. */
  readonly judgedAt: EpochMs;

  constructor(docket: Docket, memory: JudgeMemory, vantages: readonly DocketVantage[]) {
    this.docket = docket;
    this.index = indexOf(docket);
    this.detectors = new Map(memory.detectors);
    this.chains = new Map(memory.chains);
    this.heads = new Map(memory.heads);
    this.verdicts = new Map(memory.verdicts);
    this.services = new Map(memory.services);
    this.proven = new Set(memory.proven);
    this.judgedAt = memory.judgedAt ?? 0;
    this.gated = new Set(vantages.filter((vantage) => vantage.gated).map(({ name }) => name));
  }

  /** The memory that the pass leaves behind. */
  memory(judgedAt: EpochMs): JudgeMemory {
    const { detectors, chains, heads, verdicts, services, proven } = this;
    return { detectors, chains, heads, verdicts, services, proven, judgedAt, distrusted: this.distrusted() };
  }

  distrusted(): ReadonlySet<string> {
    return new Set([...this.gated, ...this.alone]);
  }

  stepChain(slug: string, now: EpochMs): ChainStep | null {
    const spec = this.docket.chains.get(slug);
    if (!spec) return null;
    const reports = [...this.heads.values()].filter(({ checkId }) => this.index.chainOf.get(checkId) === slug);
    const at = this.asOf(
      now,
      reports.map(({ observedAt }) => observedAt),
    );
    const step = stepChain(this.chains.get(slug) ?? null, spec, reports, at);
    this.chains.set(slug, step.state);
    this.chainSteps.set(slug, step);
    return step;
  }

  /**
   * The instant as of which something is judged. News that comes late is of a moment of which others' states are no longer known,
   * for they have moved on: beside what they see now it is old, and does not make that the state of then.
   * @param seen when each witness was heard of last
   */
  asOf(now: EpochMs, seen: readonly EpochMs[]): EpochMs {
    return Math.max(now, Math.min(this.judgedAt, Math.max(0, ...seen)));
  }

  /** The newest head that a check has seen from a vantage; null when its newest result shows none. */
  putHead(checkId: string, vantage: string, report: HeadReport | null): void {
    if (report === null) this.heads.delete(reportKey({ checkId, vantage }));
    else this.heads.set(reportKey(report), report);
  }

  /** A check as every vantage sees it; those in `also` too, though they run it no more. */
  views(
    check: DocketCheck,
    usualP95Ms: (checkId: string, vantage: string) => number | null,
    also: Iterable<string> = [],
  ): VantageDetector[] {
    const states = this.detectors.get(check.id);
    return [...new Set([...check.vantages, ...also])].map((vantage) => {
      const unheard = newVantage(vantage);
      return {
        ...unheard,
        state: states?.get(vantage) ?? unheard.state,
        gated: this.gated.has(vantage) || this.alone.has(vantage),
        usualP95Ms: usualP95Ms(check.id, vantage),
      };
    });
  }
}
