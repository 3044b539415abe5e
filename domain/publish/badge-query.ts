import { badgeText, hexColour } from "#domain/publish/badge-text.ts";

export const BADGE_STYLES = ["flat", "flat-square", "plastic", "for-the-badge", "social"] as const;
export type BadgeStyle = (typeof BADGE_STYLES)[number];

export const BADGE_THEMES = ["light", "dark", "auto"] as const;
export type BadgeTheme = (typeof BADGE_THEMES)[number];

export const BADGE_LANGUAGES = ["en", "ja"] as const;
export type BadgeLanguage = (typeof BADGE_LANGUAGES)[number];

export const LATENCY_WINDOWS = ["24h", "7d"] as const;
export type LatencyWindow = (typeof LATENCY_WINDOWS)[number];

/** For so many seconds a badge may be kept when nothing else is asked for, and at most. */
export const CACHE_S = { least: 60, most: 86_400 } as const;

/** How a badge is to look, and for how long it may be kept. */
export interface BadgeQuery {
  readonly style: BadgeStyle;
  /** Null for the badge's own; empty for none. */
  readonly label: string | null;
  /** `rrggbb`; null for the badge's own. */
  readonly labelColor: string | null;
  /** Of what is operational, and of nothing else. */
  readonly color: string | null;
  readonly lang: BadgeLanguage;
  readonly theme: BadgeTheme;
  readonly cacheSeconds: number;
}

type Spelling = (value: string) => string | null;

/** The first of each list is what holds when nothing is asked for: it has no spelling. */
const but =
  ([usual, ...others]: readonly string[]): Spelling =>
  (value) =>
    value !== usual && others.includes(value) ? value : null;

/**
 * The one spelling of each parameter's value, so that what means the same has one address; null for what is none, and for
 * what would hold anyway. A label of nothing but what is dropped is none; an empty one is asked for.
 */
export const BADGE_PARAMETERS = {
  style: but(BADGE_STYLES),
  label: (value) => (value === "" ? "" : badgeText(value) || null),
  labelColor: hexColour,
  color: hexColour,
  lang: but(BADGE_LANGUAGES),
  theme: but(BADGE_THEMES),
  cacheSeconds: (value) => {
    if (!/^\d{1,9}$/.test(value)) return null;
    const seconds = Math.min(Number(value), CACHE_S.most);
    return seconds > CACHE_S.least ? String(seconds) : null;
  },
} as const satisfies Record<keyof BadgeQuery, Spelling>;

/** @param given what was asked for, by name; whatever is none of the parameters' values is as if it were not there. */
export function readBadgeQuery(given: (name: keyof BadgeQuery) => string | null): BadgeQuery {
  const read = (name: keyof BadgeQuery) => {
    const value = given(name);
    return value === null ? null : BADGE_PARAMETERS[name](value);
  };
  return {
    style: (read("style") ?? "flat") as BadgeStyle,
    label: read("label"),
    labelColor: read("labelColor"),
    color: read("color"),
    lang: (read("lang") ?? "en") as BadgeLanguage,
    theme: (read("theme") ?? "light") as BadgeTheme,
    cacheSeconds: Number(read("cacheSeconds") ?? CACHE_S.least),
  };
}
