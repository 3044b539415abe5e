import { startCount } from "#components/words/headline-en.ts";
import { quantities } from "#domain/publish/quantities-en.ts";
import { type Text, textIn } from "#domain/replay/dossier.ts";
import type { EntryKind, Milestone } from "#domain/replay/replay.ts";
import type { ReplayVerdict, Trouble } from "#domain/replay/verdict.ts";
import type { Status } from "#domain/status/status.ts";
import type { Source } from "#domain/timeline/timeline.ts";

/** What the player and its list say. Nothing here may need more than these: the browser loads it. */
export interface ReplayWords {
  readonly nav: string;
  /** Of a path without a language. */
  at(path: string): string;
  readonly list: {
    heading(replays: number): string;
    readonly stand: string;
    readonly told: string;
    readonly measured: string;
    /** Our own record does not answer: the list has only what others told. */
    readonly unread: string;
    entries(n: number): string;
    readonly json: string;
    /** For a picture of a replay: services that were in trouble at the worst. */
    picture(title: string, most: number): string;
  };
  readonly all: string;
  /** To the replay of an outage, from where it is told of. */
  readonly watch: string;
  stand(source: Source, entries: number, subjects: number): string;
  readonly knowledge: {
    readonly label: string;
    readonly now: string;
    readonly onTheDay: string;
    readonly onTheDayStand: string;
  };
  verdict(verdict: ReplayVerdict): string;
  readonly milestones: {
    readonly caption: string;
    readonly names: Readonly<Record<Milestone["kind"], string>>;
    readonly afterwards: string;
    later(delay: string): string;
  };
  readonly player: {
    readonly label: string;
    readonly play: string;
    readonly pause: string;
    readonly back: string;
    readonly forward: string;
    readonly previous: string;
    readonly next: string;
    speed(factor: number): string;
    readonly keys: string;
    readonly keysHeading: string;
    readonly share: string;
    readonly shared: string;
    readonly notShared: string;
    readonly plot: string;
    /** What the slider says: the instant, and how many are in trouble. */
    value(at: string, failing: number): string;
    readonly row: string;
  };
  readonly overview: {
    label(entries: number, from: string, to: string): string;
    readonly lanes: {
      readonly afterwards: string;
      readonly said: string;
      readonly press: string;
      readonly ours: string;
    };
  };
  readonly kinds: Readonly<Record<EntryKind, string>>;
  readonly untimed: string;
  noClock(kind: string): string;
  readonly disputed: string;
  readonly about: string;
  /** A strip in words. */
  strip(name: string, spans: readonly { readonly status: string; readonly from: string }[]): string;
  readonly key: {
    readonly ends: string;
    readonly open: string;
    readonly about: string;
    readonly day: string;
    readonly unknown: string;
    readonly measured: string;
  };
  readonly entries: {
    readonly heading: string;
    readonly here: string;
    readonly toHere: string;
    untimedHeading(n: number): string;
  };
  onset(place: string): string;
  readonly onsetTold: string;
  saidLater(who: string, later: string): string;
  readonly resolved: string;
  readonly disagree: string;
  readonly gaps: string;
  readonly notes: string;
  readonly cause: string;
  readonly json: string;
  readonly missing: { readonly heading: string; readonly text: string };
  /** `32 minutes`, `7 h 20 min`. */
  span(ms: number): string;
  /** `Monday, 20 October 2025` */
  date(at: number): string;
  /** A dossier's text in this language, or in English where there is no other. */
  text(text: Text): string;
  /** Text that stands in English alone has to be marked as such. */
  readonly marksEnglish: boolean;
  /** Of a claim: who tells it, before what he tells. */
  teller(kind: string): string;
}

const ADJECTIVES: Readonly<Partial<Record<Status, string>>> = {
  degraded_performance: "impaired",
  partial_outage: "partly down",
  major_outage: "down",
};
/** More names than this are only counted. */
const NAMED = 3;

const text = (value: Text) => textIn(value, "en");
/** A region's name does not break in running text. */
const place = (value: Text) => text(value).replaceAll("-", "\u2011");
const list = (names: readonly Text[]) => quantities.list(names.map(text));
const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
const are = (n: number) => (n === 1 ? "is" : "are");

function span(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes < 120) return plural(minutes, "minute", "minutes");
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function elapsed(ms: number): string {
  if (Math.abs(ms) < 60_000) return "At the onset";
  return ms < 0 ? `${span(ms)} before the onset` : `${span(ms)} in`;
}

function who({ names }: Trouble, noun: readonly [one: string, many: string]): string {
  return names.length <= NAMED ? list(names) : `${startCount(names.length).toLowerCase()} ${noun[1]}`;
}

function troubled(trouble: Trouble, reported: string, noun: readonly [string, string]): string {
  const state = (trouble.status && ADJECTIVES[trouble.status]) ?? "in trouble";
  return `${who(trouble, noun)} ${are(trouble.names.length)} ${reported}${state}`;
}

function chainsClause({ source, chains, unharmed }: ReplayVerdict, reported: string): string {
  if (chains !== null) return troubled(chains, reported, ["chain", "chains"]);
  if (source === "measured") {
    return unharmed.length === 0
      ? "no chain could be judged"
      : `the ${unharmed.length === 1 ? "chain" : `${unharmed.length} chains`} we could see kept producing blocks`;
  }
  if (unharmed.length === 0) return "no source speaks of the chains";
  const names = unharmed.length <= NAMED ? list(unharmed) : `${startCount(unharmed.length).toLowerCase()} chains`;
  return `${names} ${are(unharmed.length)} reported unharmed`;
}

export const replay: ReplayWords = {
  nav: "Replay",
  at: (path) => path,
  list: {
    heading: (replays) => `${startCount(replays)} ${replays === 1 ? "outage" : "outages"} to watch again.`,
    stand:
      "Minute by minute, with every claim sourced. What others told is outlined; what we measured ourselves is filled. Nothing in between is made up.",
    told: "reconstructed from sources",
    measured: "measured by us",
    unread: "The outages that we recorded ourselves cannot be read right now. Those below are told by others.",
    entries: (n) => plural(n, "entry", "entries"),
    json: "All of them as JSON",
    picture: (title, most) =>
      `${title}: ${most === 0 ? "no service is named with a clock time" : `${plural(most, "service", "services")} in trouble at the worst`}`,
  },
  all: "All replays",
  watch: "Watch it again",
  stand: (source, entries, subjects) =>
    source === "told"
      ? `Reconstructed from ${entries} sourced entries about ${subjects} subjects. Faultline was not measuring on that day: nothing below is our own measurement, so nothing below is filled.`
      : `From our own record: ${entries} entries about ${subjects} subjects. What we measured is filled; what the vendors said is outlined.`,
  knowledge: {
    label: "Told",
    now: "as known now",
    onTheDay: "as known then",
    onTheDayStand:
      "Only what somebody could know at the time: what was told afterwards, and what is told before its time, is left out.",
  },
  verdict: (verdict) => {
    const reported = verdict.source === "told" ? "reported " : "";
    const { access, cloud } = verdict;
    const state = (cloud && ADJECTIVES[cloud.status]) ?? "in trouble";
    const coinciding = cloud === null ? "" : `, coinciding with ${place(cloud.name)}`;
    const main =
      access !== null
        ? troubled(access, reported, ["service", "services"]) + coinciding
        : cloud !== null
          ? `${place(cloud.name)} is reported ${state}, and no service ${verdict.source === "told" ? "is named" : "fails"}`
          : verdict.source === "told"
            ? "nothing is reported to fail"
            : "nothing fails";
    return `${elapsed(verdict.elapsedMs)}, ${main}; ${chainsClause(verdict, reported)}.`;
  },
  milestones: {
    caption: "How late it was said",
    names: { onset: "Onset", seen: "Seen", said: "Said" },
    afterwards: "afterwards",
    later: (delay) => `+${delay}`,
  },
  player: {
    label: "Player",
    play: "Play",
    pause: "Pause",
    back: "Back one minute",
    forward: "Forward one minute",
    previous: "Previous entry",
    next: "Next entry",
    speed: (factor) => `${factor} times its speed`,
    keysHeading: "Keys",
    keys: "While the player has the focus (Tab leads to it): Space plays and pauses. Left and right go one minute, Page Up and Page Down fifteen, Home and End to the ends. Comma and full stop go to the previous and next entry, 1 to 9 through the entries in nine steps. Up and down choose a row, Enter keeps it.",
    share: "Copy the link to this minute",
    shared: "Copied.",
    notShared: "The browser refused: copy it from the address bar.",
    plot: "The time of the replay",
    value: (at, failing) => `${at} UTC, ${failing} ${failing === 1 ? "row" : "rows"} in trouble`,
    row: "Row",
  },
  overview: {
    label: (entries, from, to) =>
      `Overview: ${plural(entries, "entry", "entries")} with a time; below is ${from} to ${to} UTC`,
    lanes: { afterwards: "told afterwards", said: "said", press: "press", ours: "measured" },
  },
  kinds: {
    measured: "measured by others",
    official_status: "said",
    official_statement: "said",
    press: "press",
    reconstructed: "reconstructed",
    ours: "measured",
  },
  untimed: "Reported for the day, without a clock time",
  noClock: (kind) => `${kind}, no clock time:`,
  disputed: "disputed",
  about: "time approximate",
  strip: (name, spans) =>
    spans.length === 0
      ? `${name}: nothing with a clock time`
      : `${name}: ${spans.map(({ status, from }) => `${status.toLowerCase()} from ${from}`).join(", ")} UTC`,
  key: {
    ends: "Told with times",
    open: "Told, an end unknown",
    about: "Sighting, about",
    day: "No clock time",
    unknown: "Not known",
    measured: "Measured by us",
  },
  entries: {
    heading: "Entries",
    here: "you are here",
    toHere: "To where the playhead is",
    untimedHeading: (n) => `${plural(n, "entry", "entries")} without a clock time`,
  },
  onset: (name) => `${name} onset`,
  onsetTold: ", as told afterwards",
  saidLater: (who_, later) => `${who_} says so${later === "" ? "" : `, ${later} later`}`,
  resolved: "said resolved",
  disagree: "Where the sources disagree",
  gaps: "What no source tells",
  notes: "Notes",
  cause: "Cause, as told",
  json: "The whole replay as JSON",
  missing: {
    heading: "There is no such replay.",
    text: "Replays are of past outages that are told of in a dossier, and of large ones that we recorded.",
  },
  span,
  date: quantities.date,
  text,
  marksEnglish: false,
  teller: (kind) => `${kind}:`,
};
