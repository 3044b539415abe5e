import { BADGE_PARAMETERS, type BadgeQuery, LATENCY_WINDOWS } from "#domain/publish/badge-query.ts";
import { badgeText } from "#domain/publish/badge-text.ts";
import { UPTIME_WINDOWS } from "#domain/status/overview.ts";

/** What a badge can tell of a service. Of everything there is a status alone. */
export const BADGE_KINDS = [
  "status",
  ...UPTIME_WINDOWS.map((window) => `uptime/${window}` as const),
  ...LATENCY_WINDOWS.map((window) => `latency/${window}` as const),
] as const;
export type BadgeKind = (typeof BADGE_KINDS)[number];

/** The name under which everything stands, where a service's slug does. */
export const ALL = "all";

/** A value in an address that is pasted into any markup: whatever one of them could take for its own is escaped. A hyphen within a word is nothing to any. */
function escaped(value: string): string {
  return encodeURIComponent(value).replace(
    /[^A-Za-z0-9%-]|(?<![A-Za-z0-9])-|-(?![A-Za-z0-9])/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** Where a badge stands, without the site: what would hold anyway is left out. */
export function badgePath(of: string, kind: BadgeKind, form: "svg" | "json", query: BadgeQuery): string {
  const path = kind === "status" || of === ALL ? `/badge/${of}` : `/badge/${of}/${kind}`;
  const search = (Object.keys(BADGE_PARAMETERS) as (keyof BadgeQuery)[]).flatMap((name) => {
    const value = query[name];
    const spelled = value === null ? null : BADGE_PARAMETERS[name](String(value));
    return spelled === null ? [] : [`${name}=${escaped(spelled)}`];
  });
  return `${path}.${form}${search.length === 0 ? "" : `?${search.join("&")}`}`;
}

/** A picture with a link, as somebody else's text shows it. */
export interface Shown {
  /** Whole addresses. */
  readonly image: string;
  readonly link: string;
  /** What stands there where the picture is not seen. It never says a status: that would be as of when it was copied. */
  readonly alt: string;
}

/** Longer than any name with what is said of it. */
const LONGEST_ALT = 200;

/** The same picture in each markup. What stands for it is of one line: in some of them the next line is another field. */
export function snippetsOf(shown: Shown): Readonly<Record<"markdown" | "html" | "asciidoc" | "rst", string>> {
  const { image, link } = shown;
  const alt = badgeText(shown.alt, LONGEST_ALT);
  return {
    markdown: `[![${alt.replace(/[\\[\]`*_<>!]/g, "\\$&")}](${image})](${link})`,
    html: `<a href="${attribute(link)}"><img src="${attribute(image)}" alt="${attribute(alt)}"></a>`,
    asciidoc: `image:${image}["${alt.replace(/["\]]/g, (mark) => (mark === '"' ? "&quot;" : "&#93;"))}",link="${link}"]`,
    rst: `.. image:: ${image}\n   :target: ${link}\n   :alt: ${alt.replace(/\\/g, "\\\\")}`,
  };
}

/** A frame on somebody else's page. */
export function frameSnippet(frame: { src: string; title: string; width: number; height: number }): string {
  const { src, width, height } = frame;
  const title = badgeText(frame.title, LONGEST_ALT);
  return `<iframe src="${attribute(src)}" title="${attribute(title)}" width="${width}" height="${height}" loading="lazy" style="border:0;max-width:100%"></iframe>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function attribute(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => ENTITIES[mark] ?? "");
}
