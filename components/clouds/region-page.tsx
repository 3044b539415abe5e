import { Attributed } from "#components/clouds/attributed.tsx";
import { CarriedList } from "#components/clouds/carried.tsx";
import { Event } from "#components/clouds/event.tsx";
import { BasisKey } from "#components/clouds/evidence.tsx";
import { regionHeadline } from "#components/clouds/headline.ts";
import { inServices } from "#components/clouds/number.ts";
import { type StandingView, servicesOn } from "#components/clouds/standing.ts";
import { Trail } from "#components/clouds/trail.tsx";
import type { Words } from "#components/words/words.ts";
import type { CloudProvider, CloudRegion } from "#domain/hosting/cloud-provider.ts";
import type { AttributedIncidents } from "#domain/publish/attributed.ts";
import { type CloudEventView, stateOf } from "#domain/publish/cloud.ts";
import type { EpochMs } from "#domain/time.ts";

interface Props {
  readonly cloud: CloudProvider;
  /** Its canonical id. */
  readonly id: string;
  /** Null for one that only evidence knows. */
  readonly region: CloudRegion | null;
  /** Of the region, in the page's language; null when it is not known. */
  readonly country: string | null;
  /** Those that name the region, newest onset first. */
  readonly events: readonly CloudEventView[];
  readonly attributed: AttributedIncidents;
  readonly standing: StandingView | null;
  readonly words: Words;
  readonly now: EpochMs;
}

/** One region: who stands there, what would go with it, and what its provider said of it. */
export function RegionPage({ cloud, id, region, country, events, attributed, standing, words, now }: Props) {
  const say = words.clouds.region;
  const town = region?.metro ?? null;
  const place = { provider: cloud.slug, region: id };
  const services = standing === null ? [] : servicesOn(standing, place);
  const loss = standing?.figures.regions.find((one) => one.provider === cloud.slug && one.region === id);
  const open = events.filter((event) => stateOf(event) === "open");
  const past = events.filter((event) => stateOf(event) !== "open");
  return (
    <>
      <Trail provider={cloud.slug} words={words} />
      <h1 className="pt-3">{regionHeadline(place, standing?.figures ?? null, words)}</h1>
      <p className="mt-3 max-w-[68ch] pb-6 text-[14.5px] text-ink-2">
        {say.stand(region?.name ?? id, town === null ? null : (words.catalogText(town) ?? town), country)}
        {loss !== undefined &&
          `${words.sentenceGap}${say.range(inServices(loss.expected.low, loss.expected.total), inServices(loss.expected.high, loss.expected.total))}`}
      </p>
      <section aria-labelledby="events" className="border-ink border-t-2 pt-2 pb-5">
        <h2 id="events">{say.events}</h2>
        {events.length === 0 && <p className="pt-1 text-ink-2">{words.clouds.events.none}</p>}
        {[...open, ...past].map((event) => (
          <Event key={event.id} view={event} words={words} now={now} />
        ))}
      </section>
      <Attributed attributed={attributed} heading={words.clouds.attributed.region} all={null} words={words} now={now} />
      <section aria-labelledby="services" className="border-ink border-t-2 pt-2 pb-5">
        <h2 id="services">{say.services}</h2>
        {services.length === 0 || standing === null ? (
          <p className="max-w-[68ch] pt-1 text-ink-2">{words.clouds.provider.servicesNone}</p>
        ) : (
          <>
            <CarriedList services={services} label={say.services} names={standing.names} words={words} now={now} />
            <BasisKey evidence={services.flatMap(({ evidence }) => evidence)} words={words} />
          </>
        )}
      </section>
      <p className="text-[13px]">
        <a href={`/api/v1/cloud-events?provider=${cloud.slug}&region=${id}`}>{words.clouds.json}</a>
      </p>
    </>
  );
}
