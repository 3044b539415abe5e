import type { Words } from "#components/words/words.ts";
import { exampleOf, RESOURCE_ADDRESSES, type ResourceAddress, resourceAt } from "#domain/publish/api/resources.ts";

/** Every resource: its address, which leads to an example where there is one, what it is, and how it may be asked. */
export function Resources({ words }: { words: Words }) {
  const say = words.developers.json;
  return (
    <dl className="max-w-[112ch] pb-4 text-[14px]">
      {RESOURCE_ADDRESSES.map((at) => (
        <div key={at} className="border-rule border-t py-1 desk:grid desk:grid-cols-[340px_minmax(0,1fr)] desk:gap-4">
          <dt className="font-mono text-[12.5px] [overflow-wrap:anywhere]">
            <Address at={at} />
          </dt>
          <dd className="text-ink-2">
            {say.about[at]}
            <Parameters at={at} words={words} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Address({ at }: { at: ResourceAddress }) {
  const example = exampleOf(at);
  return example === null ? at : <a href={example}>{at}</a>;
}

function Parameters({ at, words }: { at: ResourceAddress; words: Words }) {
  const parameters = Object.entries(resourceAt(at).parameters ?? {});
  if (parameters.length === 0) return null;
  const names = parameters.map(([name, { required }]) => (required ? words.developers.json.needed(name) : name));
  return <code className="block font-mono text-[12.5px] text-ink-3 [overflow-wrap:anywhere]">{names.join(", ")}</code>;
}
