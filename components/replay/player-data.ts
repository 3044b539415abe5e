import type { Text } from "#domain/replay/dossier.ts";
import type { Replay } from "#domain/replay/replay.ts";

/** A replay without what its page says already: names in the page's language, and of entries what frames follow from. */
export function forPlayer(replay: Replay, say: (text: Text) => string): Replay {
  return {
    ...replay,
    title: say(replay.title),
    rows: replay.rows.map(({ spansThen: _, ...row }) => ({ ...row, name: say(row.name) })),
    entries: replay.entries.map((entry) => ({ ...entry, text: "", source: null, note: null, part: null })),
    milestones: [],
    disagreements: [],
    gaps: [],
    notes: [],
    cause: null,
  };
}
