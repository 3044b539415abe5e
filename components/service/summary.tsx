import { figureOf, linesOf } from "#components/service/days.tsx";
import { GLYPH_OF_STATUS, Glyph, statusText } from "#components/ui/glyph.tsx";
import type { Words } from "#components/words/words.ts";
import type { Layer } from "#domain/check/service.ts";
import type { ServicePast } from "#domain/publish/service-past.ts";
import { isTroubled } from "#domain/status/algebra.ts";
import type { NowRow } from "#domain/status/now.ts";
import type { EpochMs } from "#domain/time.ts";

interface Props {
  /** Of this service: one for each layer that it has. */
  readonly rows: readonly NowRow[];
  readonly past: ServicePast | null;
  readonly words: Words;
  readonly now: EpochMs;
}

const DAY_MS = 86_400_000;
const WINDOWS = [
  { name: "90d", days: 90 },
  { name: "30d", days: 30 },
] as const;

/** How it is now, and how it was: each layer by itself, every figure with the share of time that it is of. */
export function Summary({ rows, past, words, now }: Props) {
  const say = words.service.summary;
  return (
    <table className="summary">
      <caption className="sr-only">{say.caption}</caption>
      <tbody>
        {rows.map((row) => (
          <LayerRows key={row.layer} row={row} isOne={rows.length === 1} past={past} words={words} now={now} />
        ))}
      </tbody>
    </table>
  );
}

function LayerRows({ row, isOne, past, words, now }: Omit<Props, "rows"> & { row: NowRow; isOne: boolean }) {
  const say = words.service.summary;
  const line = past === null ? undefined : lineOf(row, past, words);
  const since = row.troubles.length === 0 ? null : Math.min(...row.troubles.map(({ judged }) => judged.since));
  return (
    <>
      <tr>
        <th scope="row">{isOne ? say.now : words.layers[row.layer === "chain" ? "chain" : "access"].name}</th>
        <td className={`whitespace-nowrap ${row.judged ? statusText(row.status) : "text-ink-3"}`}>
          <Glyph name={row.judged ? GLYPH_OF_STATUS[row.status] : "off"} />{" "}
          <b className="font-semibold">{row.judged ? words.statuses[row.status] : quietWord(row, words)}</b>
        </td>
        <td>{isTroubled(row.status) && since !== null && words.duration(Math.max(0, now - since) / 1_000)}</td>
      </tr>
      {line !== undefined &&
        past !== null &&
        WINDOWS.map(({ name, days }) => {
          const { kind, shown, coverage } = figureOf(line, startOf(past.days.window.to, days));
          return (
            <tr key={name}>
              <th scope="row">{words.component.windows[name]}</th>
              <td>{say.measured(coverage)}</td>
              <td>
                {shown === null ? (
                  words.component.noUptime[kind === "no_data" ? "no_data" : "too_little"]
                ) : (
                  <b>{shown}</b>
                )}
              </td>
            </tr>
          );
        })}
    </>
  );
}

/** So many full days, and the one that is not over. */
function startOf(now: EpochMs, days: number): EpochMs {
  return Math.floor((now - days * DAY_MS) / DAY_MS) * DAY_MS;
}

/** All of a layer together, or the one component that it has. */
function lineOf(row: NowRow, past: ServicePast, words: Words) {
  const own = past.days.layers.get(row.layer satisfies Layer);
  return linesOf(row.service, past, words).find(({ components }) => {
    const slugs = components.map(({ slug }) => slug);
    return (
      own !== undefined &&
      own.components.length === slugs.length &&
      own.components.every((slug) => slugs.includes(slug))
    );
  });
}

/** Why there is no status. */
export function quietWord({ service, monitored }: NowRow, words: Words): string {
  if (service.lifecycle.state === "retired") return words.row.closed;
  return monitored === 0 ? words.row.notMonitored : words.row.notJudged;
}
