import { EmbedFrame, Out } from "#components/embed/frame.tsx";
import { Strip } from "#components/strata/strip.tsx";
import { stripLabel } from "#components/strata/told.ts";
import { GLYPH_OF_STATUS, Glyph } from "#components/ui/glyph.tsx";
import type { Words } from "#components/words/words.ts";
import { isTroubled } from "#domain/status/algebra.ts";
import type { Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";
import { worstCells } from "#domain/timeline/cells.ts";
import type { Others, ShownRow, Stratum } from "#domain/timeline/rows.ts";
import type { Source, Timeline } from "#domain/timeline/timeline.ts";

interface Props {
  readonly timeline: Timeline;
  readonly strata: readonly Stratum[];
  /** The sentence above the page of now. */
  readonly sentence: string;
  readonly world: boolean;
  readonly words: Words;
  readonly now: EpochMs;
}

/** Rows of a layer for which there is room; of the rest it is said how many there are. */
const MOST_ROWS = 3;

/** Cloud, access and chain on one time axis, as small as it can be: what is not well, and the rest as one. */
export function EmbeddedStrata({ timeline, strata, sentence, world, words, now }: Props) {
  return (
    <EmbedFrame href={words.badges.at("/")} world={world} words={words} now={now}>
      <h1 className="sentence">{sentence}</h1>
      <p className="range">{words.strata.ranges["24h"]}</p>
      {strata.map((stratum) => (
        <Layer key={stratum.layer} stratum={stratum} timeline={timeline} words={words} />
      ))}
    </EmbedFrame>
  );
}

type LayerProps = Pick<Props, "timeline" | "words"> & { readonly stratum: Stratum };

function Layer({ stratum, timeline, words }: LayerProps) {
  const { layer, rows, others } = folded(stratum);
  const shown = worstFirst(rows).slice(0, MOST_ROWS);
  const left = rows.length - shown.length;
  if (shown.length === 0 && others === null) return null;
  return (
    <section aria-labelledby={layer}>
      <h2 id={layer}>{words.strata.layers[layer].name}</h2>
      <ul>
        {shown.map((row) => (
          <Row key={row.id} row={row} href={words.badges.at(row.path)} timeline={timeline} words={words} />
        ))}
        {others !== null && (
          <Row
            row={{
              name: (shown.length === 0 ? words.strata.allOf : words.strata.others)(others.count),
              cells: others.cells,
              now: others.now,
              source: layer === "cloud" ? "told" : "measured",
            }}
            href={words.badges.at("/")}
            timeline={timeline}
            words={words}
          />
        )}
      </ul>
      {left > 0 && (
        <p className="more">
          <Out href={words.badges.at("/")}>{words.badges.embed.more(left)}</Out>
        </p>
      )}
    </section>
  );
}

/** Chains are all told by themselves elsewhere: here those that are well, and were, are one row, too. */
function folded(stratum: Stratum): Pick<Stratum, "layer" | "rows" | "others"> {
  const { layer, rows, others } = stratum;
  const well = rows.filter(({ now, cells }) => now === "operational" && !cells.some((cell) => isTroubled(cell)));
  if (layer !== "chain" || others !== null || well.length < 2) return stratum;
  const one: Others = { count: well.length, cells: worstCells(well.map(({ cells }) => cells)), now: "operational" };
  return { layer, rows: rows.filter((row) => !well.includes(row)), others: one };
}

const WELL: readonly Status[] = ["operational"];

/** Those that are not well come first, each group in its own order. */
function worstFirst(rows: readonly ShownRow[]): ShownRow[] {
  return [...rows.filter(({ now }) => !WELL.includes(now)), ...rows.filter(({ now }) => WELL.includes(now))];
}

interface RowProps extends Pick<Props, "timeline" | "words"> {
  readonly row: {
    readonly name: string;
    readonly cells: ShownRow["cells"];
    readonly now: Status;
    readonly source: Source;
  };
  readonly href: string;
}

function Row({ row: { name, cells, now, source }, href, timeline, words }: RowProps) {
  return (
    <li>
      <Out href={href} className="name">
        {name}
      </Out>
      <Strip cells={cells} source={source} label={stripLabel({ name, cells }, timeline, words)} notes="" />
      <span className={`state t-${now}`}>
        <Glyph name={GLYPH_OF_STATUS[now]} /> {words.strata.short[now]}
      </span>
    </li>
  );
}
