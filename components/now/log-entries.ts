import { whyText } from "#components/strata/told.ts";
import type { Words } from "#components/words/words.ts";
import { groupedBy } from "#domain/grouped.ts";
import { endedUnseen } from "#domain/incident/incident.ts";
import { providerName } from "#domain/publish/cloud.ts";
import { type Chains, subjectOfIncident } from "#domain/publish/component-told.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import type { Post, Recorded } from "#domain/publish/now-past.ts";
import { placePath } from "#domain/publish/place.ts";
import { nameOf } from "#domain/publish/sentence.ts";
import { findingClause } from "#domain/publish/sentence-findings.ts";
import type { SaidOfService } from "#domain/said/record.ts";
import { whoSaid } from "#domain/said/who-said.ts";
import { type IncidentView, isOpen, type ServiceView } from "#domain/status/overview.ts";
import { shortName } from "#domain/status/situation.ts";
import type { EpochMs } from "#domain/time.ts";

/** A line of the log. */
export interface LogLine {
  readonly key: string;
  readonly at: EpochMs;
  readonly kind: "measured" | "said" | "not_said";
  /** A sentence of ours, or what stands before the words of somebody else. */
  readonly text: string;
  /** Those words, cleaned, and what stands after them; null where there are none. */
  readonly quoted: readonly [text: string, after: string] | null;
  readonly note: string;
  /** Without a language. */
  readonly path: string;
}

export interface LogScene {
  readonly recorded: Recorded;
  /** All that are open, however many. */
  readonly incidents: readonly IncidentView[];
  readonly services: readonly ServiceView[];
  readonly said: readonly SaidOfService[];
  /** Our first onset of what coincides with an event, by the event's id. */
  readonly onsets: ReadonlyMap<string, EpochMs>;
  readonly chains: Chains;
  readonly words: Words;
  readonly now: EpochMs;
}

const LINES = 12;
const LOOKBACK_MS = 7 * 86_400_000;
const LONGEST = 220;

/** What was recorded last, newest first: what we measured, what was said, and what was not. */
export function logLines(scene: LogScene): LogLine[] {
  return [...measured(scene), ...posts(scene), ...silent(scene)]
    .filter(({ at }) => at > scene.now - LOOKBACK_MS && at <= scene.now)
    .sort((a, b) => b.at - a.at || (a.key < b.key ? -1 : 1))
    .slice(0, LINES);
}

function measured(scene: LogScene): LogLine[] {
  const standing = scene.recorded.incidents.filter(({ retracted }) => retracted === null);
  const together = groupedBy(standing, ({ group, about }) => `${group} ${about.serviceSlug}`);
  return [...together].flatMap(([key, incidents]) => [onsetLine(key, incidents, scene), ...endLines(incidents, scene)]);
}

function onsetLine(key: string, incidents: readonly IncidentView[], { services, chains, words }: LogScene): LogLine {
  const first = incidents.reduce((a, b) => (b.startedAt < a.startedAt ? b : a));
  const { about, startedAt, lastGood, failureTypes, finding, vantages, usable, madeUp } = first;
  const service = services.find(({ slug }) => slug === about.serviceSlug);
  const judged = service?.components.filter((component) => component.judged !== null).length ?? 0;
  const parts = new Set(incidents.map(({ component }) => component)).size;
  const isSeveral = parts > 1 && judged >= parts;
  const say = words.now.log;
  const why = whyText(
    {
      kind: "finding",
      component: about.componentSlug,
      finding: finding.kind,
      failureType: failureTypes[0] ?? null,
      seen: NONE,
      parts: NONE,
    },
    words,
  );
  const notes = [
    isSeveral ? why : "",
    say.places(vantages.length, Math.max(usable, vantages.length)),
    lastGood === null ? "" : say.onset(second(lastGood), second(startedAt)),
    madeUp ? say.madeUp : "",
  ];
  return {
    key: `onset ${key}`,
    at: startedAt,
    kind: "measured",
    text: isSeveral ? say.several(shortName({ name: about.service }), parts, judged) : whatFailed(first, chains, words),
    quoted: null,
    note: notes.filter(Boolean).join(words.comma),
    path: `/incidents/${first.id}`,
  };
}

/** What was found, without since when and from where: that stands beside it. */
function whatFailed(incident: IncidentView, chains: Chains, words: Words): string {
  const { finding, vantages, usable } = incident;
  const subject = subjectOfIncident(incident, chains);
  const tense = isOpen(incident) ? "now" : "past";
  const clause = findingClause({ subject, finding, tense, vantages, usable, words: words.sentences });
  return words.sentences.sentence(nameOf(subject, words.sentences), clause, null);
}

const NONE = { n: 0, of: 0 };

const second = (at: EpochMs) => new Date(at).toISOString().slice(11, 19);

function endLines(incidents: readonly IncidentView[], { chains, words }: LogScene): LogLine[] {
  return incidents.flatMap((incident): LogLine[] => {
    const { resolvedAt, startedAt } = incident;
    if (resolvedAt === null || endedUnseen(incident)) return [];
    const name = nameOf(subjectOfIncident(incident, chains), words.sentences);
    return [
      {
        key: `end ${incident.id}`,
        at: resolvedAt,
        kind: "measured",
        text: words.now.log.recovered(name, words.span((resolvedAt - startedAt) / 1_000)),
        quoted: null,
        note: incident.madeUp ? words.now.log.madeUp : "",
        path: `/incidents/${incident.id}`,
      },
    ];
  });
}

function posts({ recorded, said, onsets, words }: LogScene): LogLine[] {
  return recorded.posts.flatMap((post): LogLine[] => {
    const text = foreignText(post.text, LONGEST) ?? foreignText(post.title, LONGEST);
    if (text === null) return [];
    const say = words.now.log;
    const { by, number } = post;
    const who = by.kind === "vendor" ? shortName({ name: by.name }) : providerName(by.provider);
    const [before, after] = say.quoted(who);
    const from = by.kind === "vendor" ? (hostOf(post.url) ?? say.page) : say.feed;
    const notes = [from, post.maintenance ? say.maintenance : say.post(number), delayNote(post, said, onsets, words)];
    return [
      {
        key: `${by.kind} ${post.id} ${number}`,
        at: post.at,
        kind: "said",
        text: before,
        quoted: [text, after],
        note: notes.filter(Boolean).join(words.comma),
        path: by.kind === "vendor" ? `/services/${by.service}` : cloudPath(by),
      },
    ];
  });
}

function cloudPath({ provider, regions }: Extract<Post["by"], { kind: "cloud" }>): string {
  const [region = null, ...more] = regions;
  return placePath({ provider, region: more.length === 0 ? region : null });
}

function hostOf(url: string | null): string | null {
  try {
    return url === null ? null : new URL(url).hostname || null;
  } catch {
    return null;
  }
}

/** How long after our onset a first post came, or before it. */
function delayNote(post: Post, said: LogScene["said"], onsets: LogScene["onsets"], words: Words): string {
  if (post.number > 1 || post.maintenance) return "";
  const ms = post.by.kind === "cloud" ? post.at - (onsets.get(post.id) ?? Number.NaN) : saidMs(post.id, said);
  if (Number.isNaN(ms)) return "";
  const length = words.duration(Math.abs(ms) / 1_000);
  return ms < 0 ? words.now.log.before(length) : words.now.log.after(length);
}

function saidMs(notice: string, said: LogScene["said"]): number {
  const rows = said.flatMap((one) => one.rows);
  return rows.find(({ acknowledgement }) => acknowledgement.notice === notice)?.acknowledgement.said?.ms ?? Number.NaN;
}

/** Pages that were read and say nothing of what goes on: one line for all of them. */
function silent({ incidents, said, words }: LogScene): LogLine[] {
  const { silent: pages } = whoSaid(said, incidents);
  const [first] = pages;
  if (first === undefined) return [];
  const at = Math.min(...pages.map((page) => page.said.at));
  return [
    {
      key: "silent",
      at,
      kind: "not_said",
      text: words.now.log.silent(pages.map((page) => shortName(page.said))),
      quoted: null,
      note: words.now.log.readAt(second(at)),
      path: pages.length === 1 ? `/incidents/${first.incident}` : "/incidents",
    },
  ];
}
