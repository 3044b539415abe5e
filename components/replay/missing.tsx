import type { Words } from "#components/words/words.ts";

/** There is no replay of this id. */
export function MissingReplay({ words }: { words: Words }) {
  const { missing, all, at } = words.replay;
  return (
    <>
      <h1 className="pt-6">{missing.heading}</h1>
      <p className="mt-3 max-w-[64ch]">{missing.text}</p>
      <p className="mt-4">
        <a href={at("/replay")}>{all}</a>
      </p>
    </>
  );
}
