import { Incidents } from "#components/now/incidents.tsx";
import { Key, Notes } from "#components/now/key.tsx";
import { Row, type RowContext } from "#components/now/row.tsx";
import { Tally } from "#components/now/tally.tsx";
import { percent, Vantages } from "#components/now/vantages.tsx";
import { KIND_GROUPS, type KindGroup, moment, type Words } from "#components/words/words.ts";
import { chainsOf } from "#domain/publish/component-told.ts";
import { rank } from "#domain/status/algebra.ts";
import { isTrouble, type NowRow, type NowView } from "#domain/status/now.ts";
import type { Overview } from "#domain/status/overview.ts";
import type { Situation } from "#domain/status/situation.ts";
import type { EpochMs } from "#domain/time.ts";

/** After this the page says the age of what it shows in its first sentence. */
const STALE_AFTER_MS = 60_000;

/** The page of now: one sentence, every service by layer, what is open, and how well we can see. */
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
  const { judge, incidents } = overview;
  const context: RowContext = { judge, chains: chainsOf(overview, now), words, now };
  return (
    <>
      <p className="flex flex-wrap gap-x-[18px] pt-[9px] font-cond text-[13px] text-ink-3">
        <span>{words.date(now)}</span>
        <span>
          <time dateTime={new Date(overview.readAt).toISOString()}>
            {words.asOf(moment(overview.readAt, now, words))}
          </time>
        </span>
        {judge !== null && (
          <span>{words.judgedAgo(words.duration(Math.max(1, Math.round((now - judge.passedAt) / 1_000))))}</span>
        )}
        <span>{words.reporting(view.reporting, overview.vantages.length)}</span>
        {view.coverage !== null && <span>{words.coverage(percent(view.coverage, 1))}</span>}
      </p>
      <div className="grid items-end gap-x-12 gap-y-5 pt-4 pb-6 desk:grid-cols-[minmax(0,1fr)_auto]">
        <div>
          <h1>{headline(view.situation, words, now)}</h1>
          <p className="mt-3 max-w-[64ch] text-[14.5px] text-ink-2">
            {standFirst(overview, view, words, now)}
            {incidents.length > 0 && (
              <>
                {words.sentenceGap}
                <a href="#incidents">{words.incidents.open(incidents.length)}</a>
              </>
            )}
          </p>
        </div>
        <Tally rows={view.rows} words={words} />
      </div>
      <div className="border-ink border-t-2 pt-2 pb-3">
        <Key words={words} view={view} />
      </div>
      <Stratum layer="access" rows={view.rows} context={context} />
      <Stratum layer="chain" rows={view.rows} context={context} />
      <div className="grid gap-x-14 gap-y-8 pt-7 desk:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <div>
          <Incidents incidents={incidents} chains={context.chains} words={words} now={now} />
          <section>
            <h2 className="mb-1.5 border-ink border-t-2 pt-2">{words.about.heading}</h2>
            {words.about.text.map((paragraph) => (
              <p key={paragraph} className="mb-2 max-w-[62ch]">
                {paragraph}
              </p>
            ))}
            <Notes words={words} view={view} />
          </section>
        </div>
        <Vantages vantages={overview.vantages} judge={judge} words={words} now={now} />
      </div>
    </>
  );
}

function headline(situation: Situation, words: Words, now: EpochMs): string {
  const at = (instant: EpochMs) => moment(instant, now, words, "minute");
  switch (situation.kind) {
    case "noData":
      return words.headline.noData();
    case "nothingYet":
      return words.headline.nothingYet();
    case "offline":
      return words.headline.offline(situation.vantages);
    case "silent":
      return words.headline.silent(at(situation.since));
    case "unjudged":
      return words.headline.unjudged(at(situation.since));
    case "mostlyUnknown":
      return words.headline.mostlyUnknown(situation.known, situation.of, situation.failing);
    case "allWell":
      return words.headline.allWell(situation.unknown, situation.chains);
    case "trouble":
      return words.headline.trouble(situation.services, situation.chains, at(situation.since));
  }
}

function standFirst(overview: Overview, { situation }: NowView, words: Words, now: EpochMs): string {
  if (now - overview.readAt > STALE_AFTER_MS) return words.stand.stale(moment(overview.readAt, now, words));
  if (situation.kind === "offline") return words.stand.offline;
  if (situation.kind === "unjudged") return words.stand.unjudged;
  const unknown = "unknown" in situation ? words.stand.unknown(situation.unknown) : "";
  return [words.stand.judged, unknown].filter(Boolean).join(words.sentenceGap);
}

/** Which groups stand in which column on a wide screen; one below the other on a phone. Chains are cut in half. */
const COLUMNS: readonly (readonly KindGroup[])[] = [
  ["exchanges", "wallets"],
  ["rpc", "endpoints", "decentralised", "oracles"],
];

function Stratum({
  layer,
  rows,
  context,
}: {
  layer: "access" | "chain";
  rows: readonly NowRow[];
  context: RowContext;
}) {
  const { words } = context;
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
                  <Group key={group} group={group} rows={own} context={context} />
                ))}
              </div>
            ))
          : halves(own).map((half) => (
              <div key={half[0]?.service.slug} className="min-w-0">
                {half.map((row) => (
                  <Row key={row.service.slug} row={row} context={context} />
                ))}
              </div>
            ))}
      </div>
    </section>
  );
}

/** Services of one kind, those in trouble first: the worst, and of these the longest. */
function Group({ group, rows, context }: { group: KindGroup; rows: readonly NowRow[]; context: RowContext }) {
  const own = rows.filter((row) => KIND_GROUPS[row.service.kind] === group);
  if (own.length === 0) return null;
  return (
    <>
      <h3 className="pt-2 font-cond font-medium text-[11px] text-ink-3 leading-[18px] tracking-[.02em]">
        {context.words.kinds[group]}
      </h3>
      {own.sort(byTrouble).map((row) => (
        <Row key={row.service.slug} row={row} context={context} />
      ))}
    </>
  );
}

/** Chains keep their order, for they are the control group. */
function halves<T>(list: readonly T[]): readonly (readonly T[])[] {
  const middle = Math.ceil(list.length / 2);
  return [list.slice(0, middle), list.slice(middle)].filter((half) => half.length > 0);
}

function byTrouble(a: NowRow, b: NowRow): number {
  const depth = ({ status }: NowRow) => (isTrouble(status) ? rank(status) : 0);
  const since = ({ troubles }: NowRow) => troubles[0]?.judged.since ?? 0;
  return depth(b) - depth(a) || since(a) - since(b);
}
