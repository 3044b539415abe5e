import { Key, StateNotes } from "#components/now/key.tsx";
import { Row } from "#components/now/row.tsx";
import { percent, Vantages } from "#components/now/vantages.tsx";
import { KIND_GROUPS, type KindGroup, moment, type Words } from "#components/words/words.ts";
import { CHECK_STATES } from "#domain/status/answering.ts";
import type { NowRow, NowView, Situation } from "#domain/status/now.ts";
import type { Overview } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** After this the page says the age of what it shows in its first sentence. */
const STALE_AFTER_MS = 60_000;

/** The page of now: one sentence, every service by layer, and how well we can see. */
export function NowPage({
  overview,
  view,
  words,
  now,
}: {
  overview: Overview;
  view: NowView;
  words: Words;
  now: EpochMs;
}) {
  return (
    <>
      <p className="flex flex-wrap gap-x-[18px] pt-[9px] font-cond text-[13px] text-ink-3">
        <span>{words.date(now)}</span>
        <span>
          <time dateTime={new Date(overview.readAt).toISOString()}>
            {words.asOf(moment(overview.readAt, now, words))}
          </time>
        </span>
        <span>{words.reporting(view.reporting, overview.vantages.length)}</span>
        {view.coverage !== null && <span>{words.coverage(percent(view.coverage, 1))}</span>}
      </p>
      <div className="pt-4 pb-6">
        <h1>{headline(view.situation, words, now)}</h1>
        <p className="mt-3 max-w-[64ch] text-[14.5px] text-ink-2">{standFirst(overview, view, words, now)}</p>
      </div>
      <div className="border-ink border-t-2 pt-2 pb-3">
        <Key words={words} counts={view.counts} />
      </div>
      <Stratum layer="access" rows={view.rows} words={words} now={now} />
      <Stratum layer="chain" rows={view.rows} words={words} now={now} />
      <div className="grid gap-x-14 gap-y-8 pt-7 desk:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <section>
          <h2 className="mb-1.5 border-ink border-t-2 pt-2">{words.about.heading}</h2>
          {words.about.text.map((paragraph) => (
            <p key={paragraph} className="mb-2 max-w-[62ch]">
              {paragraph}
            </p>
          ))}
          <StateNotes words={words} counts={view.counts} />
        </section>
        <Vantages vantages={overview.vantages} words={words} now={now} />
      </div>
    </>
  );
}

function headline(situation: Situation, words: Words, now: EpochMs): string {
  switch (situation.kind) {
    case "noData":
      return words.headline.noData();
    case "nothingYet":
      return words.headline.nothingYet();
    case "offline":
      return words.headline.offline(situation.vantages);
    case "silent":
      return words.headline.silent(moment(situation.since, now, words, "minute"));
    case "mostlyUnknown":
      return words.headline.mostlyUnknown(situation.judged, situation.due, situation.failing);
    case "allAnswer":
      return words.headline.allAnswer(situation.checks);
    case "someFail":
      return words.headline.someFail(situation.names, situation.failing, situation.of);
  }
}

function standFirst(overview: Overview, view: NowView, words: Words, now: EpochMs): string {
  if (now - overview.readAt > STALE_AFTER_MS) return words.stand.stale(moment(overview.readAt, now, words));
  if (view.situation.kind === "offline") return words.stand.offline;
  const { notJudged, degraded, uncounted } = words.stand;
  return [notJudged, degraded(view.counted.degraded), uncounted(view.counted)].filter(Boolean).join(words.sentenceGap);
}

/** Which groups stand in which column on a wide screen; one below the other on a phone. Chains are cut in half. */
const COLUMNS: readonly (readonly KindGroup[])[] = [
  ["exchanges", "wallets"],
  ["rpc", "endpoints", "decentralised", "oracles"],
];

function Stratum({
  layer,
  rows,
  words,
  now,
}: {
  layer: "access" | "chain";
  rows: readonly NowRow[];
  words: Words;
  now: EpochMs;
}) {
  const own = rows.filter((row) => row.layer === layer);
  return (
    <section
      aria-labelledby={`stratum-${layer}`}
      className={`border-ink border-t pt-1 pb-3 ${layer === "chain" ? "border-b bg-bed" : ""}`}
    >
      <h2 id={`stratum-${layer}`} className="flex justify-between text-[17px] leading-6">
        {words.layers[layer].name}
        <span className="font-cond font-normal text-[12px] text-ink-3 leading-6">{words.layers[layer].asks}</span>
      </h2>
      <div className="wide:grid wide:grid-cols-2 wide:gap-x-12">
        {layer === "access"
          ? COLUMNS.map((groups) => (
              <div key={groups[0]} className="min-w-0">
                {groups.map((group) => (
                  <Group key={group} group={group} rows={own} words={words} now={now} />
                ))}
              </div>
            ))
          : halves(own).map((half) => (
              <div key={half[0]?.service.slug} className="min-w-0">
                {half.map((row) => (
                  <Row key={row.service.slug} row={row} words={words} now={now} />
                ))}
              </div>
            ))}
      </div>
    </section>
  );
}

/** Services of one kind, those in trouble first. */
function Group({ group, rows, words, now }: { group: KindGroup; rows: readonly NowRow[]; words: Words; now: EpochMs }) {
  const own = rows.filter((row) => KIND_GROUPS[row.service.kind] === group);
  if (own.length === 0) return null;
  return (
    <>
      <h3 className="pt-2 font-cond font-medium text-[11px] text-ink-3 leading-[18px] tracking-[.02em]">
        {words.kinds[group]}
      </h3>
      {own
        .sort((a, b) => trouble(a) - trouble(b))
        .map((row) => (
          <Row key={row.service.slug} row={row} words={words} now={now} />
        ))}
    </>
  );
}

/** Chains keep their order, for they are the control group. */
function halves<T>(list: readonly T[]): readonly (readonly T[])[] {
  const middle = Math.ceil(list.length / 2);
  return [list.slice(0, middle), list.slice(middle)].filter((half) => half.length > 0);
}

function trouble(row: NowRow): number {
  return row.worst === "fails" || row.worst === "degraded" ? CHECK_STATES.indexOf(row.worst) : CHECK_STATES.length;
}
