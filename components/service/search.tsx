import type { Words } from "#components/words/words.ts";

/**
 * A form that finds services: as an address without scripts, as one types with them (island.ts). The rows stand in the page
 * as the server made them (`data-find`); a group without a row that is shown (`data-group`) is hidden with them.
 */
export function Search({
  q,
  kept,
  of,
  words,
}: {
  q: string;
  /** Other filters, which the form's address keeps. */
  kept: readonly (readonly [name: string, value: string])[];
  /** Rows of the page. */
  of: number;
  words: Words;
}) {
  const say = words.service.list;
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not known to every browser that is still in use
    <form
      action={words.service.at("/services")}
      method="get"
      role="search"
      data-island="service"
      className="flex flex-wrap items-baseline gap-x-3 gap-y-1.5"
    >
      <label htmlFor="q" className="font-semibold text-[14px]">
        {say.search}
      </label>
      <input
        id="q"
        name="q"
        type="search"
        defaultValue={q}
        placeholder={say.hint}
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        className="h-8 w-full max-w-[320px] rounded-btn border border-ink-3 bg-paper px-2 text-[14px] text-ink placeholder:text-ink-3"
      />
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className="h-8 rounded-btn border border-rule-2 px-3 font-cond font-medium text-[13px]">
        {say.go}
      </button>
      <kbd className="hidden font-cond text-[12px] text-ink-3 desk:inline">{say.key}</kbd>
      <output
        data-own=""
        data-found={say.found("{n}", words.number(of))}
        className="font-cond text-[13px] text-ink-2 empty:hidden"
      />
    </form>
  );
}
