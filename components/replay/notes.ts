import { langOf } from "#components/replay/text.ts";
import type { Words } from "#components/words/words.ts";
import { groupedBy } from "#domain/grouped.ts";
import type { Entry, ReplayRow } from "#domain/replay/replay.ts";
import type { Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";

/** A claim without a clock time, as it stands across its row. */
export interface Note {
  readonly key: string;
  readonly status: Status;
  /** `press, disputed` */
  readonly kind: string;
  readonly text: string;
  readonly lang: { readonly lang?: "en" };
}

/** What is told of a row without a time, with its day where that is not `day`. The same claim of several parts is one: it names them. */
export function notesOf(row: ReplayRow, entries: ReadonlyMap<string, Entry>, day: EpochMs, words: Words): Note[] {
  const claims = row.untimed.flatMap((id) => entries.get(id) ?? []);
  const groups = groupedBy(claims, (claim) =>
    claim.part === null ? claim.id : `${claim.status} ${claim.kind} ${claim.source?.url}`,
  );
  return [...groups.values()].flatMap(([first, ...more]): Note[] => {
    if (first === undefined) return [];
    const parts = [first, ...more].flatMap(({ part }) => part ?? []);
    const kind = [
      words.replay.kinds[first.kind],
      ...(first.isDisputed ? [words.replay.disputed] : []),
      ...(first.day === day ? [] : [words.strata.dayMonth(first.day)]),
    ].join(words.comma);
    const isMany = parts.length > 1;
    return [
      {
        key: first.id,
        status: first.status,
        kind,
        text: isMany ? `${words.statuses[first.status]} (${parts.join(words.comma)})` : words.replay.text(first.text),
        lang: isMany ? {} : langOf(first.text, words),
      },
    ];
  });
}
