import {
  ALL_ROWS,
  filterPath,
  findText,
  isShown,
  KINDS,
  LAYERS,
  type ServiceFilter,
} from "#components/service/filter.ts";
import { servicesHeadline } from "#components/service/headline.ts";
import { ListRow } from "#components/service/list-row.tsx";
import { Near } from "#components/service/missing.tsx";
import { Search } from "#components/service/search.tsx";
import { KIND_GROUPS, moment, type Words } from "#components/words/words.ts";
import type { DaysOfService } from "#domain/publish/service-past.ts";
import type { NowRow, NowView } from "#domain/status/now.ts";
import type { Overview, ServiceView } from "#domain/status/overview.ts";
import { STATUSES } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";

interface Props {
  readonly overview: Overview;
  readonly view: NowView;
  /** By slug; null while the record of the past does not answer. */
  readonly days: ReadonlyMap<string, DaysOfService> | null;
  readonly filter: ServiceFilter;
  /** What is named nearly like what is looked for, where nothing is found. */
  readonly near: readonly ServiceView[];
  readonly words: Words;
  readonly now: EpochMs;
}

/** Every service by kind: how it is now, since when, and how it did in 90 days. */
export function ServiceListPage({ overview, view, days, filter, near, words, now }: Props) {
  const say = words.service.list;
  const shown = view.rows.filter((row) => isShown(row, filter));
  return (
    <>
      <p className="flex flex-wrap gap-x-[18px] pt-[9px] font-cond text-[13px] text-ink-3">
        <time dateTime={new Date(overview.readAt).toISOString()}>
          {words.asOf(moment(overview.readAt, now, words))}
        </time>
        <span>{say.found(words.number(shown.length), words.number(view.rows.length))}</span>
      </p>
      <h1 className="pt-4">{servicesHeadline(view, words)}</h1>
      <p className="mt-3 max-w-[64ch] pb-5 text-[14.5px] text-ink-2">{say.stand}</p>
      <div className="border-ink border-t-2 pt-3 pb-2">
        <Search
          q={filter.q}
          kept={Object.entries(filter).flatMap(([name, value]) =>
            name === "q" || value === null ? [] : [[name, value] as const],
          )}
          of={shown.length}
          words={words}
        />
        <Filters view={view} filter={filter} words={words} />
      </div>
      {days === null && <p className="pb-2 text-ink-2">{say.blind}</p>}
      {shown.length === 0 && <Nothing near={near} words={words} />}
      {groupsOf(shown, words).map(({ key, name, rows }) => (
        <section
          key={key}
          id={`in-${key}`}
          data-group={key}
          aria-labelledby={`group-${key}`}
          className="border-ink border-t pt-1 pb-4"
        >
          <h2 id={`group-${key}`} className="text-[17px] leading-6">
            {name}
          </h2>
          <table className="service-list">
            <caption className="sr-only">{name}</caption>
            <thead>
              <tr>
                <th scope="col">{say.columns.service}</th>
                <th scope="col">{say.columns.now}</th>
                <th scope="col" className="hidden desk:table-cell">
                  {say.columns.since}
                </th>
                <th scope="col" className="hidden wide:table-cell">
                  {say.columns.days}
                </th>
                <th scope="col">{say.columns.uptime}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <ListRow
                  key={row.service.slug}
                  row={row}
                  find={findText(row)}
                  judge={overview.judge}
                  days={days?.get(row.service.slug) ?? null}
                  words={words}
                  now={now}
                />
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  );
}

/** The access layer by kind, and the chains: the same order and headings as the page of now. */
function groupsOf(rows: readonly NowRow[], words: Words) {
  const access = KINDS.map((kind) => ({
    key: kind as string,
    name: words.kinds[kind],
    rows: rows.filter((row) => row.layer === "access" && KIND_GROUPS[row.service.kind] === kind),
  }));
  const chains = { key: "chain", name: words.service.list.chains, rows: rows.filter(({ layer }) => layer === "chain") };
  return [...access, chains].filter((group) => group.rows.length > 0);
}

/** Each choice is an address; the one that holds leads back to all. */
function Filters({ view, filter, words }: Pick<Props, "view" | "filter" | "words">) {
  const { filters, any } = words.service.list;
  const present = STATUSES.filter((status) => view.statuses[status] > 0 || filter.status === status);
  const lines = [
    {
      name: "layer" as const,
      label: filters.layer,
      values: LAYERS.map((value) => ({ value, text: words.layers[value].name })),
    },
    { name: "kind" as const, label: filters.kind, values: KINDS.map((value) => ({ value, text: words.kinds[value] })) },
    {
      name: "status" as const,
      label: filters.status,
      values: present.map((value) => ({ value, text: `${words.statuses[value]} ${view.statuses[value]}` })),
    },
  ];
  return (
    <div className="pt-2">
      {lines.map(({ name, label, values }) => (
        <nav key={name} aria-label={label} className="choice">
          <span className="text-ink-3">{label}</span>
          <a
            href={words.service.at(filterPath({ ...filter, [name]: null }))}
            aria-current={filter[name] === null ? "true" : undefined}
          >
            {any}
          </a>
          {values.map(({ value, text }) => (
            <a
              key={value}
              href={words.service.at(filterPath({ ...filter, [name]: value }))}
              aria-current={filter[name] === value ? "true" : undefined}
            >
              {text}
            </a>
          ))}
        </nav>
      ))}
    </div>
  );
}

function Nothing({ near, words }: Pick<Props, "near" | "words">) {
  const say = words.service.list;
  return (
    <div className="border-ink border-t py-3">
      <p>
        {say.none} <a href={words.service.at(filterPath(ALL_ROWS))}>{say.clear}</a>
      </p>
      <Near lead={say.near} near={near} words={words} />
    </div>
  );
}
