import type { Layer } from "#domain/check/service.ts";
import type { LatencyWindow } from "#domain/publish/badge-query.ts";
import type { UptimeWindow } from "#domain/status/overview.ts";
import type { Status } from "#domain/status/status.ts";
import type { UptimeFigure } from "#domain/uptime/percent.ts";

/** What badges say in one language: two or three words each. */
export interface BadgeWords {
  readonly statuses: Readonly<Record<Status, string>>;
  /** Nothing of now is known here. */
  readonly noData: string;
  readonly closed: string;
  readonly notMonitored: string;
  /** Asked and shown, and nothing decides. */
  readonly notJudged: string;
  readonly unknownService: string;
  readonly unknownBadge: string;
  /** Label of the badge of everything. */
  readonly all: string;
  /** A status, and of how many services and chains something is said. */
  affected(status: string, count: number): string;
  /** A status, and of how many services nobody knows. */
  butUnknown(status: string, count: number): string;
  uptime(name: string, window: UptimeWindow): string;
  figure(figure: UptimeFigure): string;
  /** A figure of one layer of several. */
  ofLayer(layer: Layer, figure: string): string;
  latency(name: string, window: LatencyWindow): string;
  /** The median, in ms. */
  median(ms: number): string;
  list(parts: readonly string[]): string;
  /** A message about no real service: the world is made up. */
  madeUp(message: string): string;
}
