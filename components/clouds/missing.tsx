import type { Words } from "#components/words/words.ts";

/** A cloud or a region that nobody here knows, and those that are known. */
export function Missing({
  heading,
  lead,
  known,
  words,
}: {
  heading: string;
  lead: string;
  known: readonly { readonly name: string; readonly path: string }[];
  words: Words;
}) {
  return (
    <>
      <h1 className="pt-8">{heading}</h1>
      <p className="mt-3 text-[14.5px] text-ink-2">{lead}</p>
      <ul className="flex max-w-[72ch] flex-wrap gap-x-4 pb-8 text-[14.5px] leading-7">
        {known.map(({ name, path }) => (
          <li key={path}>
            <a href={words.clouds.at(path)}>{name}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
