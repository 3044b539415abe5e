import { BUTTON, FIELD, Field, Select } from "#components/ui/fields.tsx";
import type { Words } from "#components/words/words.ts";
import { BADGE_LANGUAGES, BADGE_STYLES, BADGE_THEMES, type BadgeQuery, CACHE_S } from "#domain/publish/badge-query.ts";
import { ALL, BADGE_KINDS, type BadgeKind } from "#domain/publish/badge-snippets.ts";
import { LONGEST_LABEL } from "#domain/publish/badge-text.ts";

/** What a badge is to be of, what it is to tell, and how. */
export interface Choice {
  /** A slug, or everything. */
  readonly of: string;
  readonly kind: BadgeKind;
  readonly query: BadgeQuery;
  /** Nothing was asked for yet. */
  readonly isFirst: boolean;
}

interface Props {
  readonly choice: Choice;
  readonly services: readonly { readonly slug: string; readonly name: string }[];
  readonly words: Words;
}

/** Each field is a parameter of the page, by the name that it has in a badge's address. */
export function Form({ choice, services, words }: Props) {
  const say = words.badges.form;
  const { of, kind, query, isFirst } = choice;
  return (
    <form
      action={words.badges.at("/badges")}
      method="get"
      className="grid max-w-[96ch] gap-x-6 gap-y-3 desk:grid-cols-3 print:hidden"
    >
      <Select
        name="of"
        label={say.of}
        value={of}
        options={[[ALL, say.all], ...services.map(({ slug, name }) => [slug, name] as const)]}
      />
      <Select name="kind" label={say.kind} value={kind} options={BADGE_KINDS.map((one) => [one, say.kinds[one]])} />
      <Select name="style" label={say.style} value={query.style} options={BADGE_STYLES.map((one) => [one, one])} />
      <Select
        name="lang"
        label={say.lang}
        value={query.lang}
        options={BADGE_LANGUAGES.map((one) => [one, say.languages[one]])}
      />
      <Select
        name="theme"
        label={say.theme}
        value={query.theme}
        options={BADGE_THEMES.map((one) => [one, say.themes[one]])}
      />
      <Field name="label" label={say.label} note={say.labelNote}>
        <input
          id="label"
          name="label"
          aria-describedby="label-note"
          maxLength={LONGEST_LABEL}
          defaultValue={query.label ?? ""}
          className={FIELD}
        />
      </Field>
      <Colour name="labelColor" label={say.labelColor} value={query.labelColor} />
      <Colour name="color" label={say.color} note={say.colorNote} value={query.color} />
      <Field name="cacheSeconds" label={say.cacheSeconds} note={say.cacheNote}>
        <input
          id="cacheSeconds"
          name="cacheSeconds"
          aria-describedby="cacheSeconds-note"
          type="number"
          min={CACHE_S.least}
          max={CACHE_S.most}
          defaultValue={query.cacheSeconds}
          className={FIELD}
        />
      </Field>
      <p className="flex items-center gap-3 desk:col-span-3">
        <button type="submit" className={BUTTON}>
          {say.go}
        </button>
        {!isFirst && (
          <a href={words.badges.at("/badges")} className="text-[13px]">
            {say.back}
          </a>
        )}
      </p>
    </form>
  );
}

function Colour({ name, label, note, value }: { name: string; label: string; note?: string; value: string | null }) {
  return (
    <Field name={name} label={label} {...(note === undefined ? {} : { note })}>
      <input
        id={name}
        name={name}
        {...(note === undefined ? {} : { "aria-describedby": `${name}-note` })}
        pattern="#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})"
        maxLength={7}
        spellCheck={false}
        defaultValue={value ?? ""}
        className={FIELD}
      />
    </Field>
  );
}
