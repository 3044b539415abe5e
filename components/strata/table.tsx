import { fullMoment, rangeEnds } from "#components/strata/axis.ts";
import { whyText } from "#components/strata/told.ts";
import { GLYPH_OF_STATUS, Glyph, statusText } from "#components/ui/glyph.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import type { Words } from "#components/words/words.ts";
import type { ShownRow, Stratum } from "#domain/timeline/rows.ts";
import type { Timeline } from "#domain/timeline/timeline.ts";
import { type Transition, transitionsOf } from "#domain/timeline/transitions.ts";

/** A row that turned more often than this says how many more turns there were. */
const MOST_TURNS = 24;

interface Props {
  readonly timeline: Timeline;
  readonly strata: readonly Stratum[];
  readonly words: Words;
}

/** The same as the picture, as tables: what each row was at first, and every turn. What is folded has one line. */
export function StrataTables({ timeline, strata, words }: Props) {
  const { from, to } = rangeEnds(timeline, words);
  const say = words.strata.table;
  return strata.map(({ layer, rows, others }) => {
    if (rows.length === 0 && others === null) return null;
    const { name } = words.strata.layers[layer];
    return (
      <section key={layer} className="turns">
        <h3>{name}</h3>
        <table className="facts">
          <caption className="sr-only">{say.caption(name, from, to)}</caption>
          <thead>
            <tr>
              {[say.name, say.state, say.from, say.lasted, say.known, say.why].map((heading) => (
                <th key={heading} scope="col" className="text-left">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          {rows.map((row) => (
            <Turns key={row.id} row={row} timeline={timeline} words={words} />
          ))}
          {others !== null && (
            <tbody>
              <tr>
                <th scope="row">{words.strata.others(others.count)}</th>
                <td>{words.statuses[others.now]}</td>
                <td colSpan={4} />
              </tr>
            </tbody>
          )}
        </table>
      </section>
    );
  });
}

function Turns({ row, timeline, words }: { row: ShownRow; timeline: Timeline; words: Words }) {
  const turns = transitionsOf(row);
  const shown = turns.slice(-MOST_TURNS).reverse();
  const say = words.strata.table;
  return (
    <tbody>
      {shown.length === 0 && (
        <tr>
          <Name row={row} words={words} turns={1} />
          <td colSpan={5} className="text-left">
            {say.nothing}
          </td>
        </tr>
      )}
      {shown.map((turn, index) => (
        <tr key={turn.at}>
          {index === 0 && <Name row={row} words={words} turns={shown.length} />}
          <Turn turn={turn} timeline={timeline} words={words} />
        </tr>
      ))}
      {turns.length > shown.length && (
        <tr>
          <td />
          <td colSpan={5} className="text-left">
            {say.left(turns.length - shown.length)}
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Name({ row, words, turns }: { row: ShownRow; words: Words; turns: number }) {
  return (
    <th scope="rowgroup" rowSpan={turns}>
      <a href={words.now.at(row.path)}>{row.name}</a>{" "}
      <small>{row.source === "told" ? words.strata.table.told : words.strata.table.measured}</small>
    </th>
  );
}

function Turn({ turn, timeline, words }: { turn: Transition; timeline: Timeline; words: Words }) {
  const { asOf } = timeline;
  const say = words.strata.table;
  const lasted = words.duration(turn.lastedMs / 1_000);
  const at = fullMoment(turn.at, asOf, words);
  const from = turn.edge.clipped ? say.start : turn.edge.certainty === "bracketed" ? say.by(at) : at;
  return (
    <>
      <td className={statusText(turn.status)}>
        <Glyph name={GLYPH_OF_STATUS[turn.status]} /> {words.statuses[turn.status]}
      </td>
      <td>
        <Sentence text={from} now={asOf} />
      </td>
      <td>{turn.isOpen ? say.goesOn(lasted) : lasted}</td>
      <td>
        <Sentence text={turn.knownAt === null ? "–" : fullMoment(turn.knownAt, asOf, words)} now={asOf} />
      </td>
      <td className="text-left">{whyText(turn.why, words)}</td>
    </>
  );
}
