import type { Status } from "#domain/status/status.ts";

/** `#rrggbb` and nothing else: what draws badges takes a colour that it does not know for green. */
export type Hex = `#${string}`;

/**
 * What lies under a badge's message. Told apart with every kind of colour vision, and each bears the text that is put on it
 * with a contrast of 4.5 or more; the message says the same in words.
 */
export const BADGE_COLOURS: Readonly<Record<Status, Hex>> = {
  operational: "#078655",
  under_maintenance: "#20297a",
  unknown: "#697285",
  degraded_performance: "#f2bd36",
  partial_outage: "#b95905",
  major_outage: "#520e1e",
};

/** What lies under the label, on a light page and on a dark one: there a light label keeps a dark message in sight. */
export const LABEL_COLOURS = { light: "#555555", dark: "#d0d4da" } as const satisfies Record<string, Hex>;
