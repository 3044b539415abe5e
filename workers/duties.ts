import type { Sql } from "#db/client.ts";
import { keepHosting } from "#db/write/hosting.ts";
import type { Catalog } from "#domain/check/service.ts";
import type { RangeSource } from "#domain/hosting/address.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";
import type { Clock } from "#workers/clock.ts";
import { createCorrelator } from "#workers/correlate/correlate.ts";
import { startWebhooks, type Webhooks } from "#workers/deliver/webhooks.ts";
import { keepFeeds } from "#workers/feeds/keep.ts";
import type { CloudSource, PageSource } from "#workers/feeds/sources.ts";
import type { Fetch } from "#workers/fetch/fetch.ts";
import { createJudge } from "#workers/judge/judge.ts";
import { type Exports, keepExports } from "#workers/keep/exports.ts";
import { keepBaselines, keepHoursAndDays } from "#workers/keep/keep.ts";
import { timelyLoops } from "#workers/keep/loop.ts";
import type { Log } from "#workers/log.ts";
import { createRangeMap, keepRanges } from "#workers/ranges/keep.ts";
import type { OwnNetwork } from "#workers/vantage/gate.ts";

/** A verdict is at most this much older than the evidence it needs. */
const JUDGE_MS = 2_000;
const FEEDS_MS = 10_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What is read beside the checks. Empty lists for none. */
export interface Sources {
  readonly clouds: readonly CloudSource[];
  readonly pages: readonly PageSource[];
  readonly ranges: readonly RangeSource[];
  /** The clouds that incidents may coincide with. */
  readonly providers: readonly CloudProvider[];
}

export interface DutiesOptions {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  /** Who does them: unlike any other process. */
  readonly holder: string;
  readonly catalog: Catalog;
  readonly reachBackMs: number;
  readonly sources: Sources;
  /** Nobody is told anything when absent. */
  readonly webhooks?: Webhooks | undefined;
  /** Where months are exported to that are over; nowhere when absent. */
  readonly exports?: Exports | undefined;
  readonly userAgent: string;
  readonly fetch: (signal: AbortSignal) => Fetch;
  /** False while the clock is known to be wrong: nothing is decided by it. */
  readonly isTimely: () => boolean;
  /** While our own network is gone, what needs it is left to others. */
  readonly gate: OwnNetwork;
  /** Breaks off what takes long. */
  readonly signal: AbortSignal;
}

/**
 * What any one worker does for all: judging, rollups of hours and days, baselines, the clouds' feeds and ranges, what stands
 * where, webhooks, exports. Every worker of the database's owner tries; leases and claims let one of them do it at a time. Each fails alone and is tried again.
 */
export function startDuties(options: DutiesOptions) {
  const { sql, clock, log, holder, catalog, reachBackMs, sources, webhooks, exports, isTimely, gate, signal } = options;
  const now = () => clock.now();
  const loop = timelyLoops({ clock, log, isTimely });
  const judge = createJudge({ sql, now, monotonic: () => clock.monotonic(), holder, chains: catalog.chains });
  const { providers } = sources;
  const correlator = createCorrelator({ sql, now, holder, services: catalog.services, providers });
  const fetchDocument = options.fetch(signal);
  const ranges = createRangeMap(sql);
  const exportMonths = async (to: Exports) => {
    const made = await keepExports(sql, now(), to, signal);
    if (made.length > 0) log.info({ made, folder: to.folder }, "months were exported");
  };
  const loops = [
    loop("judging", JUDGE_MS, async () => {
      const report = await judge.pass();
      if (report && report.tookMs > JUDGE_MS) log.warn(report, "judging is slow");
    }),
    loop("the rollup of hours and days", MINUTE_MS, () => keepHoursAndDays(sql, { now: now(), reachBackMs }, signal)),
    loop("the latency baseline", MINUTE_MS, () => keepBaselines(sql, now())),
    loop("reading feeds", FEEDS_MS, async () => {
      const { clouds, pages } = sources;
      await keepFeeds({ sql, now, fetch: fetchDocument, clouds, pages, gate, signal });
    }),
    loop("reading address ranges", MINUTE_MS, async () => {
      if (gate.gated) return;
      const reports = await keepRanges({
        sql,
        now,
        fetch: async (url, etag) => {
          const { status, bytes, etag: newest } = await fetchDocument({ url, etag });
          return { status, bytes, etag: newest };
        },
        sources: sources.ranges,
        signal,
      });
      for (const report of reports) if (report.outcome === "refused") log.warn(report, "a range file was refused");
    }),
    loop("correlating", MINUTE_MS, () => correlator.pass()),
    loop("observing hosting", MINUTE_MS, async () => {
      const lookup = await ranges.current();
      await sql.begin((tx) => keepHosting(tx, lookup, now()));
    }),
    ...(exports === undefined ? [] : [loop("exporting months", HOUR_MS, () => exportMonths(exports))]),
  ];
  const telling =
    webhooks === undefined
      ? null
      : startWebhooks({ ...webhooks, sql, clock, log, holder, isTimely, gate, userAgent: options.userAgent });
  return {
    stop: async () => {
      await Promise.all([...loops, telling].map((one) => one?.stop()));
      for (const { release } of [judge, correlator])
        await release().catch((error: unknown) => log.warn({ err: error }, "a lease could not be given up"));
    },
  };
}
