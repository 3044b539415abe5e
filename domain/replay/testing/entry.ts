import type { Entry } from "#domain/replay/replay.ts";

const DAY = Date.parse("2025-10-20T00:00:00Z");

/** `07:11` of the day of the tests, or minutes after midnight; `+1 00:57` of the next. */
export function clock(text: string): number {
  const [, next, hours, minutes] = /^(\+1 )?(\d\d):(\d\d)$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) throw new Error(`no time: ${text}`);
  return DAY + (next === undefined ? 0 : 86_400_000) + Number(hours) * 3_600_000 + Number(minutes) * 60_000;
}

/** A claim about Coinbase; without `at` one without a clock time. */
export function entry(at: string | null, over: Partial<Entry> = {}): Entry {
  return {
    id: "1",
    at: at === null ? null : clock(at),
    day: DAY,
    isAbout: false,
    within: null,
    row: "access/coinbase",
    part: null,
    status: "major_outage",
    isRecovering: false,
    kind: "official_status",
    text: "Something fails.",
    source: { url: "https://status.example/1", title: "Status page" },
    note: null,
    scope: null,
    isDisputed: false,
    wasKnownThen: true,
    ...over,
  };
}
