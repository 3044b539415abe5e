import { Missing } from "#components/ui/missing.tsx";
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
    <Missing heading={say.heading(slug)} text={say.text} href={words.service.at("/services")} all={say.all}>
      <Near lead={say.near} near={near} words={words} />
    </Missing>
  );
}
