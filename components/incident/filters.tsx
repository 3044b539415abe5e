import type { Words } from "#components/words/words.ts";
import { GROUP_LAYERS, GROUP_STATES, type GroupFilter, groupsPath } from "#domain/publish/group-query.ts";

interface Props {
  readonly filter: GroupFilter;
  readonly clouds: readonly { readonly slug: string; readonly name: string }[];
  readonly services: readonly { readonly slug: string; readonly name: string }[];
  readonly words: Words;
}

/** Each choice is an address; the one that holds leads back to all. A service is chosen from all of them. */
export function Filters({ filter, clouds, services, words }: Props) {
  const say = words.incident.list;
  const lines = [
    { name: "state" as const, values: GROUP_STATES.map((value) => ({ value, text: say.states[value] })) },
    { name: "layer" as const, values: GROUP_LAYERS.map((value) => ({ value, text: say.layers[value] })) },
    { name: "cloud" as const, values: clouds.map(({ slug, name }) => ({ value: slug, text: name })) },
  ];
  return (
    <div className="border-ink border-t-2 pt-2 pb-2">
      {lines.map(({ name, values }) => (
        <nav key={name} aria-label={say.filters[name]} className="choice">
          <span className="text-ink-3">{say.filters[name]}</span>
          <a
            href={words.service.at(groupsPath({ ...filter, [name]: null }))}
            aria-current={filter[name] === null ? "true" : undefined}
          >
            {say.any}
          </a>
          {values.map(({ value, text }) => (
            <a
              key={value}
              href={words.service.at(groupsPath({ ...filter, [name]: value }))}
              aria-current={filter[name] === value ? "true" : undefined}
            >
              {text}
            </a>
          ))}
        </nav>
      ))}
      <form action={words.service.at("/incidents")} className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-1">
        <label className="font-cond text-[13px] text-ink-3" htmlFor="service">
          {say.filters.service}
        </label>
        <select
          id="service"
          name="service"
          defaultValue={filter.service ?? ""}
          className="h-8 max-w-full rounded-btn border border-rule-2 bg-paper px-2 text-[13px] text-ink"
        >
          <option value="">{say.any}</option>
          {services.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </select>
        {(["state", "layer", "cloud"] as const).map((name) =>
          filter[name] === null ? null : <input key={name} type="hidden" name={name} value={filter[name]} />,
        )}
        <button type="submit" className="h-8 rounded-btn border border-ink px-3 text-[13px]">
          {say.choose}
        </button>
      </form>
    </div>
  );
}
