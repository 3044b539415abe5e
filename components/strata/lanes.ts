import { endOf, instantLabel, startOf } from "#components/strata/axis.ts";
import type { Words } from "#components/words/words.ts";
import { providerName } from "#domain/publish/cloud.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import { placePath, placeText } from "#domain/publish/place.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Band, Timeline } from "#domain/timeline/timeline.ts";

/** Baselines of the three lanes above the axis. */
const LANES = [13, 27, 43] as const;
/** A line begins below the lanes above its own. */
const LINE_FROM = [17, 17, 33] as const;
/** Left of this a label stands right of its line, else left of it. Percent. */
const TURN = 40;
/** Between a line and its label. Percent. */
const GAP = 0.67;
/** Right of this no label has room right of its line. Percent. */
const LAST_ROOM = 75;
const LONGEST_TITLE = 52;

type Scene = Pick<Timeline, "bands" | "window" | "unitMs">;

export interface Label {
  readonly kind: "title" | "onset" | "said";
  /** Of the label, in percent. */
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "end";
  readonly text: string;
  /** The instant that its text tells; null for a title. */
  readonly at: EpochMs | null;
  /** The rest of the text, for which a phone has no room. */
  readonly more: string;
  /** Of a title, without a language. */
  readonly path: string | null;
  /** Of its line, in percent; null for a title, which has none. */
  readonly line: { readonly x: number; readonly from: number } | null;
}

interface Edge {
  readonly kind: "onset" | "said";
  readonly at: EpochMs;
  readonly x: number;
  readonly text: string;
}

/**
 * At most three labels above the picture, so placed that no line crosses one: left of their lines with the latest in the
 * highest lane, or in the left part of the plot right of them with the earliest highest. A second event has its title only.
 */
export function lanesOf(timeline: Scene, words: Words): Label[] {
  const [first, second] = timeline.bands;
  if (first === undefined) return [];
  const edges = edgesOf(first, timeline, words);
  const isLeft = (edges[0]?.x ?? startOf(first.from, timeline)) < TURN;
  const titles = edges.length < LANES.length ? [titleOf(first, isLeft, timeline)] : [];
  if (titles.length > 0 && second !== undefined && isApart(first, second, timeline)) {
    titles.push(titleOf(second, startOf(second.from, timeline) < TURN, timeline));
  }
  const lanes = LANES.slice(LANES.length - edges.length);
  const labels = (isLeft ? edges : edges.toReversed()).map((edge, index): Label => {
    const y = lanes[index] ?? LANES[2];
    const isRightOf = isLeft && edge.x < LAST_ROOM;
    return {
      kind: edge.kind,
      x: edge.x + (isRightOf ? GAP : -GAP),
      y,
      anchor: isRightOf ? "start" : "end",
      text: edge.text,
      at: edge.at,
      more: "",
      path: null,
      line: { x: edge.x, from: LINE_FROM[LANES.indexOf(y)] ?? 17 },
    };
  });
  return [...titles, ...labels];
}

/** The lines of a band in the order of time: its onset, what was said first, and that it was said to be over. */
function edgesOf(band: Band, timeline: Scene, words: Words): Edge[] {
  const { onset, saidAt, saidResolvedAt, provider, region } = band;
  const position = (at: number) => startOf(at, timeline);
  const label = (at: number) => instantLabel(at, timeline.unitMs, words);
  const { lanes } = words.strata;
  const who = providerName(provider);
  const edges: Edge[] = [];
  // A beginning that is only told by its first post is that post.
  if (onset.at !== null && (onset.by === "measured" || onset.at !== saidAt)) {
    const at = label(onset.at);
    const text =
      onset.by === "told"
        ? lanes.began(placeText({ provider, region }), at)
        : onset.bracketed
          ? lanes.seenBy(at)
          : lanes.seen(at);
    edges.push({ kind: "onset", at: onset.at, x: position(onset.at), text });
  }
  if (saidAt !== null) {
    edges.push({ kind: "said", at: saidAt, x: position(saidAt), text: lanes.said(who, label(saidAt)) });
  }
  if (saidResolvedAt !== null) {
    const text = lanes.resolved(who, label(saidResolvedAt));
    edges.push({ kind: "said", at: saidResolvedAt, x: position(saidResolvedAt), text });
  }
  return edges.sort((a, b) => a.x - b.x);
}

function titleOf(band: Band, isLeft: boolean, timeline: Scene): Label {
  const title = foreignText(band.title, LONGEST_TITLE);
  return {
    kind: "title",
    x: isLeft ? startOf(band.from, timeline) : Math.min(99.8, endOf(band.to, timeline)),
    y: LANES[0],
    anchor: isLeft ? "start" : "end",
    text: placeText(band),
    at: null,
    more: title === null ? "" : `: ${title}`,
    path: placePath(band),
    line: null,
  };
}

/** Two titles in one lane need half of it each. */
function isApart(a: Band, b: Band, timeline: Scene): boolean {
  const distance = (one: Band, other: Band) => Math.abs(endOf(one.to, timeline) - startOf(other.from, timeline));
  return distance(a, b) > 50 && distance(b, a) > 50;
}
