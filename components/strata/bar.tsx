import { Key } from "#components/strata/key.tsx";
import { isFiltered, KIND_GROUP_NAMES, type PictureQuery, pictureAddress } from "#components/strata/query.ts";
import type { Words } from "#components/words/words.ts";
import { RANGE_NAMES } from "#domain/timeline/range.ts";
import { LAYERS, STANDINGS } from "#domain/timeline/rows.ts";

interface Props {
  readonly path: string;
  readonly query: PictureQuery;
  /** Clouds by slug and name. */
  readonly clouds: readonly { readonly slug: string; readonly name: string }[];
  readonly words: Words;
}

/** Ranges, filters and the key. Everything is a link or a form: no script is needed. */
export function Bar({ path, query, clouds, words }: Props) {
  const say = words.strata;
  return (
    <div className="bar">
      <h2 className="sr-only">{say.heading[query.range]}</h2>
      <nav className="seg" aria-label={say.range}>
        {RANGE_NAMES.map((range) => (
          <a
            key={range}
            href={pictureAddress(path, query, { range })}
            {...(range === query.range ? { "aria-current": "true" as const } : {})}
          >
            <span className="desk">{say.ranges[range]}</span>
            <span className="phone">{say.phoneRanges[range]}</span>
          </a>
        ))}
      </nav>
      <Filter path={path} query={query} clouds={clouds} words={words} />
      <span className="sp" />
      <div className="desk">
        <Key words={words} />
      </div>
    </div>
  );
}

function Filter({ path, query, clouds, words }: Props) {
  const say = words.strata.filter;
  const isOn = isFiltered(query);
  return (
    <details className="filter" open={isOn}>
      <summary>{say.title}</summary>
      <form method="get" action={path}>
        {query.range !== "2h" && <input type="hidden" name="range" value={query.range} />}
        {query.view === "table" && <input type="hidden" name="view" value="table" />}
        <Choice
          name="layer"
          label={say.layer}
          any={say.any}
          value={query.layer}
          options={LAYERS.map((layer) => [layer, words.strata.layers[layer].name])}
        />
        <Choice
          name="kind"
          label={say.kind}
          any={say.any}
          value={query.kind}
          options={KIND_GROUP_NAMES.map((kind) => [kind, words.kinds[kind]])}
        />
        <Choice
          name="state"
          label={say.standing}
          any={say.any}
          value={query.standing}
          options={STANDINGS.map((standing) => [standing, say.standings[standing]])}
        />
        <Choice
          name="cloud"
          label={say.cloud}
          any={say.any}
          value={query.cloud}
          options={clouds.map(({ slug, name }) => [slug, name])}
        />
        <button type="submit">{say.apply}</button>
        {isOn && (
          <a href={pictureAddress(path, query, { layer: null, kind: null, standing: null, cloud: null })}>
            {say.clear}
          </a>
        )}
      </form>
    </details>
  );
}

function Choice({
  name,
  label,
  any,
  value,
  options,
}: {
  name: string;
  label: string;
  any: string;
  value: string | null;
  options: readonly (readonly [value: string, text: string])[];
}) {
  return (
    <label>
      {label}
      <select name={name} defaultValue={value ?? ""}>
        <option value="">{any}</option>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
