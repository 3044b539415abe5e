import { percentText } from "#components/clouds/number.ts";
import { CatalogText } from "#components/ui/catalog-text.tsx";
import type { Words } from "#components/words/words.ts";
import type { ContextFigure, FigurePart } from "#domain/hosting/cloud-provider.ts";

/** What others have published, with their denominators and dates, and what is wrongly made of it. */
export function ContextFigures({ context, words }: { context: readonly ContextFigure[]; words: Words }) {
  const { context: say } = words.concentration;
  return (
    <section aria-labelledby="context" className="border-ink border-t-2 pt-2">
      <h2 id="context">{say.heading}</h2>
      <p className="max-w-[72ch] pt-0.5 pb-2 text-[13.5px] text-ink-2">{say.note}</p>
      <div className="grid gap-x-12 desk:grid-cols-2">
        {context.map((figure) => (
          <Figure key={figure.id} figure={figure} words={words} />
        ))}
      </div>
    </section>
  );
}

function Figure({ figure, words }: { figure: ContextFigure; words: Words }) {
  const { context: say } = words.concentration;
  return (
    <article className="border-rule border-t py-2">
      <h3 className="font-semibold text-[14px]">
        <CatalogText text={figure.dated} words={words} />
      </h3>
      <p className="text-[13.5px] text-ink-2">
        {say.measures}
        {words.colon}
        <CatalogText text={figure.measures} words={words} />
      </p>
      <ul className="py-1 font-cond text-[14px]">
        {figure.parts.map((part) => (
          <li key={part.name} className="flex justify-between gap-3 border-rule border-t py-0.5 first:border-t-0">
            <span>
              <CatalogText text={part.name} words={words} />
            </span>
            <span className="text-right">{partText(part, words)}</span>
          </li>
        ))}
        {figure.remainder !== null && (
          <li className="flex justify-between gap-3 border-rule border-t py-0.5 text-ink-3">
            <span>{say.others}</span>
            <span>{percentText(figure.remainder)}</span>
          </li>
        )}
      </ul>
      {figure.corrections.map(({ claim, correction }) => (
        <dl key={claim} className="my-1 border-ink border-l-2 pl-3 text-[13.5px]">
          <dt className="font-cond text-[12px] text-ink-3">{say.said}</dt>
          <dd className="text-ink-2">
            <CatalogText text={claim} words={words} />
          </dd>
          <dt className="font-cond text-[12px] text-ink-3">{say.correct}</dt>
          <dd>
            <CatalogText text={correction} words={words} />
          </dd>
        </dl>
      ))}
      <p className="font-cond text-[12.5px] text-ink-3">
        {say.countedBy}
        {words.colon}
        <CatalogText text={figure.countedBy} words={words} /> · {say.sources}
        {words.colon}
        {sourcesOf(figure).map((source, index) => (
          <span key={source}>
            {index > 0 && words.comma}
            <a href={source} rel="noreferrer">
              {new URL(source).host}
            </a>
          </span>
        ))}
        {" · "}
        {say.verified}
        {words.colon}
        {words.clouds.provider.verified[figure.verified] ?? figure.verified}
      </p>
    </article>
  );
}

function sourcesOf({ sources, corrections }: ContextFigure): readonly string[] {
  return [...new Set([...sources, ...corrections.flatMap((correction) => correction.sources)])];
}

function partText({ share, shareAlsoGiven, count, bound }: FigurePart, words: Words): string {
  const { context: say } = words.concentration;
  const percent = share === null ? "" : bound === "least" ? say.bound(percentText(share)) : percentText(share);
  const shown = shareAlsoGiven === undefined ? percent : say.also(percent, percentText(shareAlsoGiven));
  return [count === null ? "" : say.count(words.number(count)), shown].filter(Boolean).join(" · ");
}
