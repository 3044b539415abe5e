import { BADGE_COLOURS, type Hex, LABEL_COLOURS } from "#domain/publish/badge-colour.ts";
import type { BadgeQuery, LatencyWindow } from "#domain/publish/badge-query.ts";
import { badgeText } from "#domain/publish/badge-text.ts";
import type { BadgeWords } from "#domain/publish/badge-words.ts";
import type { ServiceUptime } from "#domain/publish/service-uptime.ts";
import { rank, worstStatus } from "#domain/status/algebra.ts";
import { combinedStatus, hasVerdict, isJudging, isMonitored, roundSeconds } from "#domain/status/answering.ts";
import { viewNow } from "#domain/status/now.ts";
import type { Overview, ServiceView, UptimeWindow } from "#domain/status/overview.ts";
import { failingCount, shortName } from "#domain/status/situation.ts";
import type { Status } from "#domain/status/status.ts";
import { worstNow } from "#domain/status/worst-now.ts";
import type { EpochMs } from "#domain/time.ts";
import { type UptimeFigure, uptimeFigure } from "#domain/uptime/percent.ts";

/** What a badge says. Its message is of our own words alone, and says whatever its colour says. */
export interface Badge {
  readonly label: string;
  readonly message: string;
  /** What its colour stands for. */
  readonly status: Status;
}

/** A badge as it is drawn. */
export interface DressedBadge extends Badge {
  readonly color: Hex;
  readonly labelColor: Hex;
}

/** What is said of now, as of when, in which words. */
export interface BadgeScene {
  readonly overview: Overview;
  readonly now: EpochMs;
  readonly words: BadgeWords;
}

/** From here on, of a figure as a number from 0 to 1, the window counts as this. Below the last it is a major outage. */
const LEVELS: readonly (readonly [share: number, status: Status])[] = [
  [0.999, "operational"],
  [0.99, "degraded_performance"],
  [0.95, "partial_outage"],
];

/** How a service is now. */
export function statusBadge(service: ServiceView, scene: BadgeScene): Badge {
  const { overview, words } = scene;
  const label = badgeText(shortName(service));
  const quiet = quietMessage(service, scene);
  if (quiet !== null) return told({ label, message: quiet, status: "unknown" }, overview, words);
  const status = statusNow(service, scene);
  return told({ label, message: words.statuses[status], status }, overview, words);
}

/** How everything is now, as the sentence above the site says it. */
export function allBadge({ overview, now, words }: BadgeScene): Badge {
  const label = words.all;
  if (!isJudging(overview.judge, now)) return blind(label, words, overview);
  const view = viewNow(overview, now);
  const status = worstNow(view);
  const word = words.statuses[status];
  const failing = failingCount(view.situation);
  const { situation } = view;
  const unknown = situation.kind === "allWell" || situation.kind === "maintenance" ? situation.unknown : 0;
  const message =
    failing !== null ? words.affected(word, failing) : unknown > 0 ? words.butUnknown(word, unknown) : word;
  return told({ label, message, status }, overview, words);
}

/**
 * The uptime of a service in a window, the figure that its page shows: each layer by itself, cut off and never rounded up.
 * Its colour is the worse of what the window lost and what holds now; unknown now is unknown.
 */
export function uptimeBadge(
  service: ServiceView,
  scene: BadgeScene,
  window: UptimeWindow,
  uptime: ServiceUptime | null,
): Badge {
  const { overview, words } = scene;
  const label = badgeText(words.uptime(badgeText(shortName(service)), window));
  const layers = [...(uptime ?? [])].map(([layer, { components, seconds }]) => {
    const counted = service.components.filter(({ slug }) => components.includes(slug));
    const rounds = counted.map(roundSeconds);
    const figure = uptimeFigure(seconds[window], rounds.length === 0 ? {} : { roundSeconds: Math.min(...rounds) });
    return { layer, figure };
  });
  if (layers.length === 0) return blind(label, words, overview);
  const message =
    layers.length === 1
      ? layers.map(({ figure }) => words.figure(figure))
      : layers.map(({ layer, figure }) => words.ofLayer(layer, words.figure(figure)));
  const level = worstStatus(layers.map(({ figure }) => levelOf(figure)));
  return told({ label, message: words.list(message), status: withNow(level, service, scene) }, overview, words);
}

/** The median of the answers of a service's vital check. Its colour is what holds of the service now. */
export function latencyBadge(
  service: ServiceView,
  scene: BadgeScene,
  window: LatencyWindow,
  medianMs: number | null,
): Badge {
  const { overview, words } = scene;
  const label = badgeText(words.latency(badgeText(shortName(service)), window));
  if (medianMs === null) return blind(label, words, overview);
  const message = words.median(Math.max(1, Math.round(medianMs)));
  return told({ label, message, status: withNow("operational", service, scene) }, overview, words);
}

/** Nobody knows, because our own record does not answer, or has nothing of it. */
export function blind(label: string, words: BadgeWords, overview: Overview | null = null): Badge {
  const badge: Badge = { label, message: words.noData, status: "unknown" };
  return overview === null ? badge : told(badge, overview, words);
}

/** There is no such thing. What was asked for is not repeated: it is nobody's name. */
export function missingBadge(what: "service" | "badge", words: BadgeWords): Badge {
  return {
    label: "Faultline",
    message: what === "service" ? words.unknownService : words.unknownBadge,
    status: "unknown",
  };
}

/**
 * A badge with what was asked of its looks. No colour but that of what is operational can be chosen, and no part of the
 * message: whatever is asked for, a badge never looks better than what it stands for.
 */
export function dressBadge(
  badge: Badge,
  { label, color, labelColor }: BadgeQuery,
  theme: "light" | "dark",
): DressedBadge {
  return {
    ...badge,
    label: label ?? badge.label,
    color: color !== null && badge.status === "operational" ? `#${color}` : BADGE_COLOURS[badge.status],
    labelColor: labelColor === null ? LABEL_COLOURS[theme] : `#${labelColor}`,
  };
}

/** Of what is not of the real world, the message says so: the label may be anybody's. */
function told(badge: Badge, { vantages }: Overview, words: BadgeWords): Badge {
  return vantages.some(({ world }) => world) ? { ...badge, message: words.madeUp(badge.message) } : badge;
}

/** Why a service has no status; null where it has one. That the judge is not at work comes after what lasts longer. */
function quietMessage({ lifecycle, components }: ServiceView, { overview, now, words }: BadgeScene): string | null {
  if (lifecycle.state === "retired") return words.closed;
  if (!components.some(hasVerdict)) {
    const isAsked = components.some(({ checks }) => checks.some(isMonitored));
    return isAsked ? words.notJudged : words.notMonitored;
  }
  return isJudging(overview.judge, now) ? null : words.noData;
}

function statusNow({ components }: ServiceView, { overview, now }: BadgeScene): Status {
  return combinedStatus(components, overview.judge, now);
}

function levelOf({ share }: UptimeFigure): Status {
  if (share === null) return "unknown";
  return LEVELS.find(([least]) => share >= least)?.[1] ?? "major_outage";
}

function withNow(level: Status, service: ServiceView, scene: BadgeScene): Status {
  if (quietMessage(service, scene) !== null) return "unknown";
  const status = statusNow(service, scene);
  return status === "unknown" || rank(status) > rank(level) ? status : level;
}
