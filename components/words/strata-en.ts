import type { Layer } from "#domain/check/service.ts";
import type { Severity } from "#domain/cloud/event.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import type { UnknownKind } from "#domain/publish/sentence-words.ts";
import type { Status } from "#domain/status/status.ts";
import type { FindingKind } from "#domain/status/verdict.ts";
import type { RangeName } from "#domain/timeline/range.ts";
import type { Standing } from "#domain/timeline/rows.ts";

const dayMonths = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" });

const ranges: Record<RangeName, string> = { "2h": "2 hours", "24h": "24 hours", "7d": "7 days", "90d": "90 days" };
const layers: Record<Layer, { readonly name: string; readonly asks: string }> = {
  cloud: { name: "Cloud", asks: "what the vendors say" },
  access: { name: "Access", asks: "can you reach it" },
  chain: { name: "Chain", asks: "are blocks produced" },
};
/** Beside a glyph there is room for one word. */
const short: Record<Status, string> = {
  operational: "Operational",
  under_maintenance: "Maint.",
  unknown: "Unknown",
  degraded_performance: "Degraded",
  partial_outage: "Partial",
  major_outage: "Down",
};
const standings: Record<Standing, string> = { failing: "failing now", unknown: "unknown now", well: "well now" };
const severities: Record<Severity, string> = {
  informational: "information only",
  degraded: "degraded",
  disruption: "disruption",
  outage: "outage",
};

/** What is wrong, in two or three words. Figures come in ready. */
const findings: Record<Exclude<FindingKind, UnknownKind>, string> = {
  answers: "answers",
  chain_stands: "its chain stands",
  failing: "no valid answer",
  halted: "market closed",
  chain_halted: "no new block",
  partial: "from some places",
  intermittent: "now and then",
  recovering: "recovering",
  stale: "old data",
  far_stale: "data far too old",
  slow: "slow",
  limited: "some orders only",
  refused: "access refused",
  some_resolvers: "name lookup",
  some_checks: "some checks fail",
  wrong_chain: "another chain",
  chain_stale: "blocks are late",
};

/** The kinds of failure that differ for who reads one word of them. */
function failure(type: FailureType): string {
  if (/timed_out$/.test(type)) return "timeout";
  if (type === "tcp.refused") return "refused";
  if (type.startsWith("dns.")) return "name lookup";
  if (type.startsWith("tcp.")) return "no connection";
  if (type.startsWith("tls.")) return "TLS";
  if (type === "http.error") return "HTTP error";
  if (type.startsWith("payload.")) return "wrong answer";
  return type.startsWith("ws.") ? "stream silent" : "no valid answer";
}

/** Strings of the strata. Times, names, durations and figures come in ready. */
export const strata = {
  label: "Strata: cloud, access and chain on one time axis",
  layers,
  short,
  ranges,
  range: "Range",
  /** What a phone shows of a range whose other half is cut off. */
  phoneRanges: { "2h": "1 hour", "24h": "12 hours", "7d": "7 days", "90d": "90 days" } as Record<RangeName, string>,
  heading: {
    "2h": "The last two hours",
    "24h": "The last 24 hours",
    "7d": "The last 7 days",
    "90d": "The last 90 days",
  } as Record<RangeName, string>,
  dayMonth: (at: number): string => dayMonths.format(at),
  key: { label: "Key", told: "Outlined: told, not measured", notes: "What these states mean" },
  now: "now",
  today: "today",
  others: (n: number) => (n === 1 ? "1 other" : `${n} others`),
  allOf: (n: number) => (n === 1 ? "The only one" : `All ${n}`),
  showAll: "show all",
  fold: "fold what is well",
  noEvent: "no event",
  notReadable: "not readable",
  severities,
  findings,
  failure,
  value: {
    lasting: (state: string, duration: string) => `${state} ${duration}`,
    http: (status: number) => `HTTP ${status}`,
    parts: (n: number, of: number) => `${n} of ${of} fail`,
    p95: (value: string) => `p95 ${value}`,
    behind: (lag: string) => `${lag} behind`,
    old: (age: string) => `${age} old`,
    noBlock: (age: string) => `no block for ${age}`,
    places: (n: number, of: number) => `from ${n} of ${of} places`,
    rounds: (n: number) => `${n} of 20 rounds`,
    checks: (n: number, of: number) => `${n} of ${of} checks`,
    until: (at: string) => `until ${at}`,
    said: (at: string) => `said ${at}`,
    failed: (n: number, of: number) => `${n} of ${of} checks fail`,
    operators: (n: number, of: number) => `${n} of ${of} operators`,
    blockAgo: (age: string) => `block ${age} ago`,
  },
  lanes: {
    seen: (at: string) => `first failure seen ${at}`,
    seenBy: (at: string) => `first failure seen by ${at}`,
    began: (who: string, at: string) => `${who}: began ${at}`,
    said: (who: string, at: string) => `${who} said so ${at}`,
    resolved: (who: string, at: string) => `${who} said resolved ${at}`,
  },
  strip: {
    span: (name: string, from: string, to: string, what: string) => `${name}, ${from} to ${to} UTC: ${what}`,
    throughout: (state: string) => `${state} throughout`,
    since: (state: string, at: string) => `${state} now, since ${at}`,
    was: (state: string, lasted: string) => `${state} ${lasted} in all`,
    join: (parts: readonly string[]) => parts.join("; "),
  },
  /** Of the reading under the crosshair; what stands in braces is filled in while it moves. */
  reading: {
    plot: "Time under the crosshair",
    count: "{t}, {n} of {of} failing",
    row: "{t}, {name}: {what}",
    nothing: "nothing yet",
    retracted: "taken back",
    gap: "nothing on record",
    seen: (n: number, of: number) => `${n} of ${of}`,
  },
  table: {
    link: "The same as a table",
    back: "The same as a picture",
    caption: (layer: string, from: string, to: string) => `${layer}: every turn from ${from} to ${to}`,
    name: "Name",
    state: "State",
    from: "From",
    lasted: "Lasted",
    known: "Known at",
    why: "Why",
    told: "told",
    measured: "measured",
    start: "before the range",
    by: (at: string) => `by ${at}`,
    goesOn: (duration: string) => `${duration}, goes on`,
    nothing: "Nothing is on record.",
    left: (n: number) => `and ${n} earlier ${n === 1 ? "turn" : "turns"}`,
  },
  filter: {
    title: "Filter",
    layer: "Layer",
    kind: "Kind",
    standing: "State",
    cloud: "Stands on",
    any: "any",
    apply: "Show",
    clear: "Show everything",
    none: "No row is as asked for.",
    unwatched: "Nothing is watched from here yet.",
    standings,
  },
};

export type StrataWords = typeof strata;
