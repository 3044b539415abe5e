import { Vantages } from "#components/now/vantages.tsx";
import type { Words } from "#components/words/words.ts";
import { groupedBy } from "#domain/grouped.ts";
import { providerName } from "#domain/publish/cloud.ts";
import { vantageState } from "#domain/status/answering.ts";
import type { NowRow } from "#domain/status/now.ts";
import type { Overview } from "#domain/status/overview.ts";
import { shortName } from "#domain/status/situation.ts";
import type { EpochMs } from "#domain/time.ts";
import type { ProviderSaid } from "#domain/timeline/cloud-spans.ts";

/** Names that are spelled out for each reason. */
const NAMED = 4;

interface Props {
  readonly overview: Overview;
  readonly rows: readonly NowRow[];
  readonly clouds: readonly ProviderSaid[];
  readonly words: Words;
  readonly now: EpochMs;
}

/** What is hidden from us, and why; and where we look from. */
export function Unseen({ overview, rows, clouds, words, now }: Props) {
  const say = words.now.unseen;
  const paragraphs = unseenText({ overview, rows, clouds, words, now });
  return (
    <section aria-labelledby="unseen">
      <h2 id="unseen" className="sec">
        {say.heading}
      </h2>
      {(paragraphs.length === 0 ? [say.nothing] : paragraphs).map((paragraph) => (
        <p key={paragraph} className="mb-1 max-w-[62ch]">
          {paragraph}
        </p>
      ))}
      <details className="mt-2">
        <summary className="inline-block text-[13px] text-link underline underline-offset-2">{say.vantages}</summary>
        <Vantages vantages={overview.vantages} judge={overview.judge} words={words} now={now} />
      </details>
    </section>
  );
}

/** Each thing that is hidden, in a sentence. */
export function unseenText({ overview, rows, clouds, words, now }: Props): string[] {
  const say = words.now.unseen;
  const states = overview.vantages.map((vantage) => ({ name: vantage.name, state: vantageState(vantage, now) }));
  const named = (...wanted: string[]) => states.filter(({ state }) => wanted.includes(state)).map(({ name }) => name);
  const [lost, silent, refused] = [named("offline"), named("silent", "stopped"), named("refused")];
  const unread = clouds.filter(({ reading }) => reading.unread.some(({ to }) => to === null));
  const judged = rows.filter((row) => row.judged && row.service.lifecycle.state !== "retired");
  if (rows.length === 0) return [say.unwatched];
  const others = new Set(rows.filter((row) => !judged.includes(row)).map(({ service }) => service.slug));
  for (const row of judged) others.delete(row.service.slug);
  return [
    unknownText(judged, words),
    lost.length === 0 ? "" : say.lost(lost),
    silent.length === 0 ? "" : say.silent(silent),
    refused.length === 0 ? "" : say.refused(refused),
    unread.length === 0 ? "" : say.feeds(unread.map(({ provider }) => providerName(provider))),
    others.size === 0 ? "" : say.notMonitored(others.size),
  ].filter(Boolean);
}

/** Services of which nobody knows, by the reason. */
function unknownText(rows: readonly NowRow[], words: Words): string {
  const say = words.now.unseen;
  const named = rows.flatMap(({ unknown, service }) =>
    unknown === null ? [] : [{ unknown, name: shortName(service) }],
  );
  const byReason = groupedBy(
    named,
    ({ unknown }) => unknown,
    ({ name }) => name,
  );
  const parts = [...byReason].map(([reason, names]) => {
    const shown = names.length <= NAMED + 1 ? names : [...names.slice(0, NAMED), say.more(names.length - NAMED)];
    return say.each(shown, words.row.unknown[reason]);
  });
  return parts.length === 0 ? "" : say.unknown(parts);
}
