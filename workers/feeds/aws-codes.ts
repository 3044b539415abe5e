import { awsZonesIn } from "#domain/cloud/aws-regions.ts";
import type { EventUpdate, Severity } from "#domain/cloud/event.ts";
import type { EpochMs } from "#domain/time.ts";
import { DAY, HOUR, MINUTE, monthOf, nearestYear, zoneOffset } from "#workers/feeds/time.ts";

const BY_CODE: readonly (Severity | null)[] = [null, "informational", "degraded", "disruption"];

/**
 * AWS writes its codes as numbers and as digits: 0 operating normally, 1 informational, 2 degradation, 3 disruption.
 * Undefined for anything else: a code that we do not know says nothing.
 */
export function awsSeverity(code: unknown): Severity | null | undefined {
  const number =
    typeof code === "number" ? code : typeof code === "string" && /^\d$/.test(code.trim()) ? Number(code) : -1;
  return BY_CODE[number];
}

/** "[RESOLVED] Increased API Error Rates" and "[RESOLVED]: ..." -> what it is about, and whether it says so. */
export function awsTitle(summary: string): { readonly title: string; readonly resolved: boolean } {
  const match = /^\s*\[RESOLVED\]\s*:?\s*/i.exec(summary);
  return { title: match ? summary.slice(match[0].length) : summary, resolved: match !== null };
}

const ONE_ZONE = /\b(?:single|one|an?)\s+(?:of\s+the\s+)?Availability\s+Zone/i;

/**
 * Zones that an event is confined to: those named with "a single Availability Zone (use1-az4)", unless it got worse
 * afterwards, which is how a zone's failure became its region's.
 * @param updates oldest first.
 */
export function awsZones(updates: readonly EventUpdate[]): string[] {
  const index = updates.findLastIndex(({ text }) => ONE_ZONE.test(text) && awsZonesIn(text).length > 0);
  const naming = updates[index];
  if (naming === undefined) return [];
  const worse = updates.slice(index + 1).some((later) => rank(later.severity) > rank(naming.severity));
  const zones = awsZonesIn(naming.text);
  return worse || zones.length > 2 ? [] : zones;
}

const rank = (severity: Severity | null) => BY_CODE.indexOf(severity);

const TIME =
  "(?:(?<on1>[A-Z][a-z]{2,8}\\.? \\d{1,2}),?(?: at)? )?(?<h1>\\d{1,2}):(?<m1>\\d\\d) ?(?<ap1>[AP]M)(?: ?(?<z1>P[SD]T))?(?: on (?<after1>[A-Z][a-z]{2,8} \\d{1,2}),?)?";
const WINDOW = new RegExp(`\\bbetween ${TIME},? (?:and|to|until) ${TIME.replace(/1>/g, "2>")}`, "i");
const START = new RegExp(`\\b(?:beginning|starting) (?:at|on|from) ${TIME}`, "i");

type Groups = Readonly<Record<string, string | undefined>>;

function timeOf(groups: Groups, n: 1 | 2, zone: string, near: EpochMs): EpochMs | null {
  const offset = zoneOffset(zone);
  if (offset === null) return null;
  const hour = (Number(groups[`h${n}`]) % 12) + (groups[`ap${n}`]?.toUpperCase() === "PM" ? 12 : 0);
  const minute = Number(groups[`m${n}`]);
  const named = /^([A-Za-z]+)\.? (\d{1,2})$/.exec(groups[`on${n}`] ?? groups[`after${n}`] ?? "");
  const month = named ? monthOf(named[1] ?? "") : null;
  if (named && month !== null) return nearestYear({ month, day: Number(named[2]), hour, minute }, offset, near);
  return lastBefore(hour, minute, offset, near);
}

/** The latest moment not after another at which a clock shows a time. */
export function lastBefore(hour: number, minute: number, offsetMinutes: number, before: EpochMs): EpochMs {
  const midnight = Math.floor((before + offsetMinutes * MINUTE) / DAY) * DAY - offsetMinutes * MINUTE;
  const at = midnight + hour * HOUR + minute * MINUTE;
  return at <= before ? at : at - DAY;
}

export interface StatedWindow {
  readonly from: EpochMs;
  readonly to: EpochMs | null;
}

const LONGEST_WINDOW = 7 * DAY;

/**
 * The span that AWS states in prose when it is over: "Between 7:32 AM and 4:56 PM PST we experienced ...". Null when there
 * is none, or when it cannot be right: ending after the post, or beginning after the first one.
 * @param saidAt time of the post it stands in; times without a date are the last ones before it.
 */
export function statedWindow(text: string, saidAt: EpochMs, firstPostAt: EpochMs): StatedWindow | null {
  const window = WINDOW.exec(text);
  const groups: Groups | undefined = (window ?? START.exec(text))?.groups;
  if (groups === undefined) return null;
  const zone = groups.z1 ?? groups.z2;
  if (zone === undefined) return null;
  const to = window === null ? null : timeOf(groups, 2, groups.z2 ?? zone, saidAt);
  if (window !== null && to === null) return null;
  const from = timeOf(groups, 1, zone, to ?? Math.min(saidAt, firstPostAt));
  const wrong =
    from === null ||
    from > firstPostAt ||
    firstPostAt - from > LONGEST_WINDOW ||
    (to !== null && (to <= from || to > saidAt));
  return wrong ? null : { from, to };
}

/** The span stated by the newest post that states one. */
export function newestWindow(updates: readonly EventUpdate[], firstPostAt: EpochMs): StatedWindow | null {
  for (const { text, at } of updates.toReversed()) {
    const window = statedWindow(text, at, firstPostAt);
    if (window !== null) return window;
  }
  return null;
}

/** The post that says it is over; a report may be added days later. Else the newest. */
export function resolvedPost(updates: readonly EventUpdate[]): EventUpdate | undefined {
  const said = updates.findLast(({ text }) => /\b(?:operating normally|has been resolved|have resolved)\b/i.test(text));
  return said ?? updates.at(-1);
}
