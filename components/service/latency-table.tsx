import { moment, type Words } from "#components/words/words.ts";
import { type LatencyBucket, PHASES, type PhaseSeries, type TotalSeries } from "#domain/latency/series.ts";
import type { EpochMs } from "#domain/time.ts";

const HOUR_MS = 3_600_000;

function ms(value: number | null, words: Words): string {
  if (value === null) return "–";
  return words.number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
}

function Time({ at, bucketMs, words, now }: { at: EpochMs; bucketMs: number; words: Words; now: EpochMs }) {
  const iso = new Date(at).toISOString();
  const isDay = bucketMs > HOUR_MS;
  return (
    <time dateTime={isDay ? iso.slice(0, 10) : iso} className="whitespace-nowrap">
      {isDay ? words.shortDate(at) : moment(at, now, words, "minute")}
    </time>
  );
}

function Rounds({ bucket, words }: { bucket: LatencyBucket; words: Words }) {
  return (
    <>
      <td>{words.number(bucket.answered)}</td>
      <td className={bucket.failed > 0 ? "font-semibold text-major-t" : ""}>{words.number(bucket.failed)}</td>
      <td>{ms(bucket.p50, words)}</td>
      <td>{ms(bucket.p95, words)}</td>
    </>
  );
}

/** By phase, in a few long buckets; newest first. */
export function PhaseTable({ series, words, now }: { series: PhaseSeries; words: Words; now: EpochMs }) {
  const say = words.service.latency;
  return (
    <table className="facts figures">
      <caption className="sr-only">{say.label(series.check)}</caption>
      <thead>
        <tr>
          <th scope="col">{say.from}</th>
          <th scope="col">{say.answered}</th>
          <th scope="col">{say.failed}</th>
          <th scope="col">{say.p50} ms</th>
          <th scope="col">{say.p95} ms</th>
          {PHASES.map((phase) => (
            <th key={phase} scope="col">
              {words.check.phases[phase]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {series.table.toReversed().map((bucket) => (
          <tr key={bucket.at}>
            <th scope="row">
              <Time at={bucket.at} bucketMs={series.bucketMs} words={words} now={now} />
            </th>
            <Rounds bucket={bucket} words={words} />
            {PHASES.map((phase) => (
              <td key={phase}>{ms(bucket.phases[phase], words)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Each vantage by itself; newest first. */
export function TotalTable({ series, words, now }: { series: TotalSeries; words: Words; now: EpochMs }) {
  const say = words.service.latency;
  const rows = series.lines
    .flatMap(({ vantage, buckets }) => buckets.map((bucket) => ({ vantage, bucket })))
    .sort((a, b) => b.bucket.at - a.bucket.at);
  return (
    <table className="facts figures">
      <caption className="sr-only">{say.label(series.check)}</caption>
      <thead>
        <tr>
          <th scope="col">{say.from}</th>
          <th scope="col">{say.vantage}</th>
          <th scope="col">{say.answered}</th>
          <th scope="col">{say.failed}</th>
          <th scope="col">{say.p50} ms</th>
          <th scope="col">{say.p95} ms</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ vantage, bucket }) => (
          <tr key={`${bucket.at} ${vantage}`}>
            <th scope="row">
              <Time at={bucket.at} bucketMs={series.bucketMs} words={words} now={now} />
            </th>
            <td>{vantage}</td>
            <Rounds bucket={bucket} words={words} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
