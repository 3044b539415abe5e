import { FIGURES } from "#components/methodology/figures.ts";
import { OwnHosting } from "#components/methodology/own-hosting.tsx";
import { type Block, SECTIONS } from "#components/methodology/text.ts";
import { GLYPH_OF_STATUS, Glyph, statusText } from "#components/ui/glyph.tsx";
import type { Words } from "#components/words/words.ts";
import { STATUSES } from "#domain/status/status.ts";
import type { VantageIdentity } from "#domain/vantage.ts";

/** How everything here comes about. */
export function MethodologyPage({
  vantages,
  cloudNames,
  words,
}: {
  /** Null when they cannot be read. */
  vantages: readonly VantageIdentity[] | null;
  /** The names of the clouds that are judged here, by slug. */
  cloudNames: ReadonlyMap<string, string>;
  words: Words;
}) {
  const say = words.methodology;
  const text = say.text(FIGURES);
  return (
    <>
      <h1 className="pt-6">{say.headline}</h1>
      <p className="mt-3 max-w-[72ch] text-[14.5px] text-ink-2">{say.stand}</p>
      <p className="mt-1 font-cond text-[13px] text-ink-3">{say.rules(FIGURES.rules.version)}</p>
      <div className="grid gap-x-12 pt-6 desk:grid-cols-[200px_minmax(0,1fr)]">
        <nav aria-label={say.contents} className="pb-6">
          <ol className="top-4 font-cond text-[14px] desk:sticky">
            {SECTIONS.map((id) => (
              <li key={id} className="border-rule border-t first:border-t-0">
                <a href={`#${id}`} className="block py-0.5 no-underline hover:underline">
                  {text[id].heading}
                </a>
              </li>
            ))}
          </ol>
        </nav>
        <div>
          {SECTIONS.map((id) => (
            <section key={id} aria-labelledby={id} className="border-ink border-t-2 pt-2 pb-7">
              <h2 id={id}>{text[id].heading}</h2>
              {text[id].blocks.map((block, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a block's place is its identity
                <BlockText key={index} block={block} />
              ))}
              {id === "statuses" && <Statuses words={words} />}
              {id === "own-hosting" && <OwnHosting vantages={vantages} cloudNames={cloudNames} words={words} />}
            </section>
          ))}
        </div>
      </div>
    </>
  );
}

function BlockText({ block }: { block: Block }) {
  if (typeof block === "string") return <p className="max-w-[72ch] pt-1.5">{block}</p>;
  if ("formula" in block)
    return (
      <p className="my-2 max-w-[84ch] whitespace-pre-wrap border-rule-2 border-l-2 py-0.5 pl-3 font-mono text-[12.5px]">
        {block.formula}
      </p>
    );
  return (
    <dl className="max-w-[84ch] pt-2">
      {block.terms.map(([term, meaning]) => (
        <div key={term} className="border-rule border-t py-1 desk:grid desk:grid-cols-[190px_minmax(0,1fr)] desk:gap-4">
          <dt className="font-semibold">{term}</dt>
          <dd className="text-ink-2">{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The best first, as the order of statuses has it. */
function Statuses({ words }: { words: Words }) {
  return (
    <dl className="max-w-[84ch] pt-2">
      {STATUSES.map((status) => (
        <div
          key={status}
          className="border-rule border-t py-1 desk:grid desk:grid-cols-[190px_minmax(0,1fr)] desk:gap-4"
        >
          <dt className="flex items-center gap-2 font-semibold">
            <span className={statusText(status)}>
              <Glyph name={GLYPH_OF_STATUS[status]} />
            </span>
            {words.statuses[status]}
          </dt>
          <dd className="text-ink-2">{words.statusNotes[status]}</dd>
        </div>
      ))}
    </dl>
  );
}
