import { Before } from "#components/now/before.tsx";
import { headline } from "#components/now/headline.ts";
import { Log } from "#components/now/log.tsx";
import { type LogScene, logLines } from "#components/now/log-entries.ts";
import { standFirst } from "#components/now/stand.ts";
import { Tally } from "#components/now/tally.tsx";
import { Unseen } from "#components/now/unseen.tsx";
import { valuesOf } from "#components/now/values.ts";
import { percent } from "#components/now/vantages.tsx";
import { Why } from "#components/now/why.tsx";
import { Bar } from "#components/strata/bar.tsx";
import { KeyNotes } from "#components/strata/key.tsx";
import { filterOf, type PictureQuery, pictureAddress } from "#components/strata/query.ts";
import { Strata } from "#components/strata/strata.tsx";
import { StrataTables } from "#components/strata/table.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import { addressIn, type Language, moment, type Words } from "#components/words/words.ts";
import { coincidingEvent } from "#domain/publish/coinciding.ts";
import { chainsOf } from "#domain/publish/component-told.ts";
import type { Recorded } from "#domain/publish/now-past.ts";
import type { SaidOfService } from "#domain/said/record.ts";
import type { NowView } from "#domain/status/now.ts";
import type { Overview } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";
import { liveTimeline, type TimelineRecord } from "#domain/timeline/live.ts";
import { NO_FILTER, strataOf } from "#domain/timeline/rows.ts";

interface Props {
  readonly overview: Overview;
  readonly view: NowView;
  readonly record: TimelineRecord;
  readonly recorded: Recorded;
  /** Of the services with an open incident. */
  readonly said: readonly SaidOfService[];
  readonly query: PictureQuery;
  readonly clouds: readonly { readonly slug: string; readonly name: string }[];
  /** Ids of the rows that stand on the cloud that is asked for; null where none is. */
  readonly standing: ReadonlySet<string> | null;
  readonly language: Language;
  readonly words: Words;
  readonly now: EpochMs;
}

/** The page of now: one sentence, the picture, and what explains it. */
export function NowPage(props: Props) {
  const { overview, view, record, recorded, said, query, standing, language, words, now } = props;
  const timeline = liveTimeline(overview, record, query.range, now);
  const strata = strataOf(timeline, filterOf(query, standing));
  const whole = strataOf(timeline, NO_FILTER);
  const coinciding = coincidingEvent(overview.incidents, recorded.attributions);
  const path = addressIn(language, "/");
  const scene: LogScene = {
    recorded,
    incidents: overview.incidents,
    services: overview.services,
    said,
    onsets: new Map(coinciding === null ? [] : [[coinciding.event, coinciding.firstAt]]),
    chains: chainsOf(overview, now),
    words,
    now,
  };
  return (
    <>
      <Dateline overview={overview} view={view} words={words} now={now} />
      <div className="lead">
        <div>
          <h1>
            <Sentence text={headline(view.situation, coinciding, words, now)} now={now} />
          </h1>
          <p className="stand">
            <Sentence
              text={standFirst({
                overview,
                situation: view.situation,
                coinciding,
                clouds: record.clouds,
                said,
                words,
                now,
              })}
              now={now}
            />
          </p>
        </div>
        <Tally strata={whole} words={words} />
      </div>
      <section className="strata" aria-label={words.strata.label}>
        <Bar path={path} query={query} clouds={props.clouds} words={words} />
        {query.view === "table" ? (
          <StrataTables timeline={timeline} strata={strata} words={words} />
        ) : (
          <Strata
            timeline={timeline}
            strata={strata}
            values={valuesOf(view.rows, timeline.rows, record.clouds, words, now)}
            path={path}
            query={query}
            language={language}
            words={words}
          />
        )}
        <p className="more">
          <a href={pictureAddress(path, query, { all: !query.all })} className={query.all ? "" : "phone"}>
            {query.all ? words.strata.fold : words.strata.showAll}
          </a>
          {query.view === "table" ? (
            <a href={pictureAddress(path, query, { view: "picture" })}>{words.strata.table.back}</a>
          ) : (
            <a href={pictureAddress(path, query, { view: "table" })}>{words.strata.table.link}</a>
          )}
        </p>
        <KeyNotes words={words} />
      </section>
      <div className="cols">
        <Log lines={logLines(scene)} words={words} now={now} />
        <div>
          {coinciding !== null && <Why coinciding={coinciding} words={words} />}
          <Unseen overview={overview} rows={view.rows} clouds={record.clouds} words={words} now={now} />
          <Before groups={recorded.before} words={words} />
        </div>
      </div>
    </>
  );
}

function Dateline({ overview, view, words, now }: Pick<Props, "overview" | "view" | "words" | "now">) {
  return (
    <p className="dateline">
      <span>
        <time dateTime={new Date(now).toISOString()}>{words.date(now)}</time>
      </span>
      <span>
        <time dateTime={new Date(overview.readAt).toISOString()}>
          {words.asOf(moment(overview.readAt, now, words))}
        </time>
      </span>
      <span>{words.reporting(view.reporting, overview.vantages.length)}</span>
      {view.coverage !== null && <span>{words.coverage(percent(view.coverage, 1))}</span>}
    </p>
  );
}
