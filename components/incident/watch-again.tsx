import type { Words } from "#components/words/words.ts";
import { isReplayed, recordedId } from "#domain/replay/outage-record.ts";
import type { IncidentView } from "#domain/status/overview.ts";

interface Props {
  readonly group: string;
  /** All of the group. */
  readonly incidents: readonly IncidentView[];
  readonly words: Words;
}

/** To the replay of the outage that incidents are part of; nothing where it is too small for one. */
export function WatchAgain({ group, incidents, words }: Props) {
  if (!isReplayed(incidents)) return null;
  return (
    <p className="mt-1 text-[13.5px]">
      <a href={words.replay.at(`/replay/${recordedId(group)}`)}>{words.replay.watch}</a>
    </p>
  );
}
