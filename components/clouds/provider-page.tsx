import { Attributed } from "#components/clouds/attributed.tsx";
import { CarriedList } from "#components/clouds/carried.tsx";
import { Event } from "#components/clouds/event.tsx";
import { BasisKey } from "#components/clouds/evidence.tsx";
import { Feeds } from "#components/clouds/feeds.tsx";
import { providerHeadline } from "#components/clouds/headline.ts";
import { type StandingView, servicesOn } from "#components/clouds/standing.ts";
import { Trail } from "#components/clouds/trail.tsx";
import { CatalogText } from "#components/ui/catalog-text.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import type { Words } from "#components/words/words.ts";
import type { RangeSourceState } from "#domain/hosting/address.ts";
import type { CloudProvider, CloudRegion } from "#domain/hosting/cloud-provider.ts";
import type { AttributedIncidents } from "#domain/publish/attributed.ts";
import { type CloudEventView, type ProviderView, providerName } from "#domain/publish/cloud.ts";
import { ALL_GROUPS, groupsPath } from "#domain/publish/group-query.ts";
import { placePath } from "#domain/publish/place.ts";
import type { EpochMs } from "#domain/time.ts";

interface Props {
  readonly cloud: CloudProvider;
  readonly view: ProviderView | undefined;
  /** Newest onset first. */
  readonly events: readonly CloudEventView[];
  readonly ranges: RangeSourceState | null;
  readonly attributed: AttributedIncidents;
  readonly standing: StandingView | null;
  /** Of the controlling entity, in the page's language. */
  readonly country: string;
  readonly words: Words;
  readonly now: EpochMs;
}

/** One cloud: what it says, how well it can be read, its regions, and what stands on it by which evidence. */
export function ProviderPage({ cloud, view, events, attributed, ranges, standing, country, words, now }: Props) {
  const say = words.clouds;
  const name = providerName(cloud.slug);
  const services = standing === null ? [] : servicesOn(standing, { provider: cloud.slug, region: null });
  const all = groupsPath({ ...ALL_GROUPS, cloud: cloud.slug });
  const open = view?.open ?? [];
  const past = events.filter((event) => !open.some(({ id }) => id === event.id));
  return (
    <>
      <Trail provider={null} words={words} />
      <h1 className="pt-3">
        <Sentence text={providerHeadline(cloud, view, words, now)} now={now} />
      </h1>
      <p className="mt-3 max-w-[68ch] pb-6 text-[14.5px] text-ink-2">
        {standing !== null && say.provider.stand(services.length, standing.figures.services)}
      </p>
      <section aria-labelledby="open" className="border-ink border-t-2 pt-2 pb-5">
        <h2 id="open">{say.events.open}</h2>
        {open.length === 0 && <p className="pt-1 text-ink-2">{say.events.noneOpen}</p>}
        {open.map((event) => (
          <Event key={event.id} view={event} words={words} now={now} />
        ))}
      </section>
      <Attributed attributed={attributed} heading={say.attributed.provider} all={all} words={words} now={now} />
      <section aria-labelledby="services" className="border-ink border-t-2 pt-2 pb-5">
        <h2 id="services">{say.provider.services}</h2>
        {services.length === 0 ? (
          <p className="pt-1 max-w-[68ch] text-ink-2">{say.provider.servicesNone}</p>
        ) : (
          standing !== null && (
            <>
              <CarriedList
                services={services}
                label={say.provider.services}
                names={standing.names}
                words={words}
                now={now}
              />
              <BasisKey evidence={services.flatMap(({ evidence }) => evidence)} words={words} />
            </>
          )
        )}
      </section>
      <Regions cloud={cloud} open={open} standing={standing} words={words} />
      <Feeds cloud={cloud} view={view} ranges={ranges} words={words} now={now} />
      <section aria-labelledby="past" className="border-ink border-t-2 pt-2 pb-5">
        <h2 id="past">{say.events.past}</h2>
        {past.length === 0 && <p className="pt-1 text-ink-2">{say.events.none}</p>}
        {past.map((event) => (
          <Event key={event.id} view={event} words={words} now={now} />
        ))}
        <p className="pt-2 text-[13px]">
          <a href={`/api/v1/cloud-events?provider=${cloud.slug}`}>{say.json}</a>
        </p>
      </section>
      <section aria-labelledby="controller" className="border-ink border-t-2 pt-2">
        <h2 id="controller">{say.provider.controller}</h2>
        <p className="pt-1">
          {say.provider.controllerIs(cloud.controller.name, country)}{" "}
          <span className="text-ink-3">
            · <a href={cloud.controller.source}>{say.evidence.source}</a> ·{" "}
            {say.provider.verified[cloud.controller.verified] ?? cloud.controller.verified}
          </span>
        </p>
        <p className="text-ink-2">
          <a href={cloud.homepage}>{name}</a>
          {cloud.statusPage !== null && (
            <>
              {" · "}
              <a href={cloud.statusPage}>{say.provider.statusPage}</a>
            </>
          )}
        </p>
      </section>
    </>
  );
}

function Regions({
  cloud,
  open,
  standing,
  words,
}: {
  cloud: CloudProvider;
  open: readonly CloudEventView[];
  standing: StandingView | null;
  words: Words;
}) {
  const say = words.clouds.provider;
  const rows = regionRows(cloud, open, standing);
  const shown = rows.filter(({ services, events }) => services > 0 || events > 0);
  const others = rows.filter((row) => !shown.includes(row));
  return (
    <section aria-labelledby="regions" className="border-ink border-t-2 pt-2 pb-5">
      <h2 id="regions">{say.regions}</h2>
      {rows.length === 0 && <p className="max-w-[68ch] pt-1 text-ink-2">{say.regionsNone}</p>}
      {shown.length > 0 && (
        <>
          <p className="max-w-[68ch] pt-0.5 pb-1 text-[13.5px] text-ink-2">{say.regionsNote}</p>
          <table className="w-full border-collapse font-cond text-[13px] leading-[18px]">
            <caption className="sr-only">{say.regions}</caption>
            <thead>
              <tr className="border-rule border-b text-left text-[12px] text-ink-3">
                <th scope="col" className="py-1 pr-3 font-medium">
                  {say.region}
                </th>
                <th scope="col" className="py-1 pr-3 font-medium">
                  {say.place}
                </th>
                <th scope="col" className="py-1 pr-3 text-right font-medium">
                  {say.now}
                </th>
                <th scope="col" className="py-1 text-right font-medium">
                  {say.standsHere}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ id, region, services, events }) => (
                <tr key={id} className="border-rule border-b align-top">
                  <th scope="row" className="py-1 pr-3 text-left font-medium text-[14px]">
                    <a href={words.clouds.at(placePath({ provider: cloud.slug, region: id }))}>{id}</a>
                  </th>
                  <td className="py-1 pr-3 text-ink-2">
                    <CatalogText text={region?.metro ?? region?.name ?? "–"} words={words} />
                  </td>
                  <td className="py-1 pr-3 text-right">{events === 0 ? "–" : words.number(events)}</td>
                  <td className="py-1 text-right">{services === 0 ? "–" : words.number(services)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {others.length > 0 && (
        <details className="pt-2">
          <summary className="inline-block text-[13px] text-link underline underline-offset-2">
            {say.otherRegions(others.length)}
          </summary>
          <ul className="mt-1 flex flex-wrap gap-x-4 font-cond text-[13px] leading-6">
            {others.map(({ id }) => (
              <li key={id}>
                <a href={words.clouds.at(placePath({ provider: cloud.slug, region: id }))}>{id}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface RegionRow {
  readonly id: string;
  /** Null for one that the catalog does not have. */
  readonly region: CloudRegion | null;
  readonly services: number;
  readonly events: number;
}

/** The catalog's regions and those that only evidence knows, the ones that carry most first. */
function regionRows(cloud: CloudProvider, open: readonly CloudEventView[], standing: StandingView | null): RegionRow[] {
  const carried = new Map(
    (standing?.figures.regions ?? [])
      .filter(({ provider }) => provider === cloud.slug)
      .map(({ region, services }) => [region ?? "", services.length]),
  );
  const ids = new Set([...cloud.regions.map(({ id }) => id), ...carried.keys()]);
  const touches = ({ event: { scope } }: CloudEventView, id: string) =>
    (scope.kind === "regions" || scope.kind === "zones") && scope.regions.includes(id);
  return [...ids]
    .map((id) => ({
      id,
      region: cloud.regions.find((region) => region.id === id) ?? null,
      services: carried.get(id) ?? 0,
      events: open.filter((event) => touches(event, id)).length,
    }))
    .sort((a, b) => b.events - a.events || b.services - a.services || (a.id < b.id ? -1 : 1));
}
