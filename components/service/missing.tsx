import type { Words } from "#components/words/words.ts";
import type { ServiceView } from "#domain/status/overview.ts";

/** Services that may have been meant. */
export function Near({ lead, near, words }: { lead: string; near: readonly ServiceView[]; words: Words }) {
  if (near.length === 0) return null;
  return (
    <p className="mt-2 text-[14.5px]">
      {lead}
      {near.map(({ slug, name }, index) => (
        <span key={slug}>
          {index > 0 && words.comma}
          <a href={words.service.at(`/services/${slug}`)}>{name}</a>
        </span>
      ))}
    </p>
  );
}

/** A service that nobody here knows, and those that are called nearly so. */
export function MissingService({ slug, near, words }: { slug: string; near: readonly ServiceView[]; words: Words }) {
  const say = words.service.missing;
  return (
    <>
      <h1 className="pt-8">{say.heading(slug)}</h1>
      <p className="mt-3 text-[14.5px] text-ink-2">{say.text}</p>
      <Near lead={say.near} near={near} words={words} />
      <p className="mt-2 pb-8 text-[14.5px]">
        <a href={words.service.at("/services")}>{say.all}</a>
      </p>
    </>
  );
}
