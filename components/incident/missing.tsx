import type { Words } from "#components/words/words.ts";

/** There is no incident of the name that was asked for. */
export function MissingIncident({ words }: { words: Words }) {
  const say = words.incident.missing;
  return (
    <>
      <h1 className="pt-8">{say.heading}</h1>
      <p className="mt-3 text-[14.5px] text-ink-2">{say.text}</p>
      <p className="mt-2 pb-8 text-[14.5px]">
        <a href={words.service.at("/incidents")}>{say.all}</a>
      </p>
    </>
  );
}
