import { Event } from "#components/clouds/event.tsx";
import { cloudsHeadline } from "#components/clouds/headline.ts";
import { isRead, readingOf, readingText } from "#components/clouds/said.ts";
import { countByBasis, type StandingView, servicesOn } from "#components/clouds/standing.ts";
import { Sentence } from "#components/ui/sentence.tsx";
import { moment, type Words } from "#components/words/words.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";
import { type CloudEventView, type ProviderView, providerName } from "#domain/publish/cloud.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import { placePath, placeText } from "#domain/publish/place.ts";
import type { EpochMs } from "#domain/time.ts";

interface Props {
  readonly clouds: readonly CloudProvider[];
  readonly views: readonly ProviderView[];
  readonly latest: readonly CloudEventView[];
  /** Null when it could not be read. */
  readonly standing: StandingView | null;
  readonly words: Words;
  readonly now: EpochMs;
}

/** Every cloud: how well it can be read, what it says is open, and what of the access layer stands on it. */
export function CloudsPage({ clouds, views, latest, standing, words, now }: Props) {
  const { columns, events } = words.clouds;
  const rows = clouds.map((cloud) => ({ cloud, view: views.find(({ provider }) => provider === cloud.slug) }));
  return (
    <>
      <h1 className="pt-6">{cloudsHeadline(rows, words)}</h1>
      <p className="mt-3 max-w-[68ch] pb-6 text-[14.5px] text-ink-2">{words.clouds.stand}</p>
      <table className="w-full border-collapse border-ink border-t-2">
        <caption className="sr-only">{words.clouds.nav}</caption>
        <thead>
          <tr className="border-rule border-b text-left font-cond text-[12px] text-ink-3">
            <th scope="col" className="w-[30%] py-1.5 pr-3 font-medium desk:w-[200px]">
              {columns.provider}
            </th>
            <th scope="col" className="py-1.5 pr-3 font-medium">
              {columns.says}
            </th>
            <th scope="col" className="w-[30%] py-1.5 font-medium desk:w-[300px]">
              {columns.stands}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cloud, view }) => (
            <tr key={cloud.slug} className="border-rule border-b align-top font-cond text-[13px] leading-[18px]">
              <th scope="row" className="py-1.5 pr-3 text-left font-medium text-[14px]">
                <a href={words.clouds.at(placePath({ provider: cloud.slug, region: null }))}>
                  {providerName(cloud.slug)}
                </a>{" "}
                <span className="font-normal text-[12px] text-ink-3">{words.clouds.kinds[cloud.kind]}</span>
              </th>
              <td className="break-words py-1.5 pr-3">
                <Says cloud={cloud} view={view} words={words} now={now} />
              </td>
              <td className="py-1.5">
                <Stands cloud={cloud} standing={standing} words={words} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <section aria-labelledby="latest" className="pt-8">
        <h2 id="latest" className="border-ink border-t-2 pt-2">
          {events.latest}
        </h2>
        {latest.length === 0 && <p className="pt-1 text-ink-2">{events.none}</p>}
        {latest.map((view) => (
          <div key={view.id} className="border-rule border-t pt-2 first-of-type:border-t-0">
            <p className="font-cond text-[12.5px] text-ink-3">{providerName(view.event.provider)}</p>
            <Event view={view} words={words} now={now} />
          </div>
        ))}
      </section>
      <p className="pt-4 text-[13px]">
        <a href="/api/v1/clouds">{words.clouds.json}</a>
      </p>
    </>
  );
}

/** What it says is open; without that, that nothing is, and never that while it cannot be read. */
function Says({
  cloud,
  view,
  words,
  now,
}: {
  cloud: CloudProvider;
  view: ProviderView | undefined;
  words: Words;
  now: EpochMs;
}) {
  const reading = readingOf(cloud, view);
  const trouble = readingText(reading, words, now);
  const open = view?.open ?? [];
  return (
    <>
      {trouble !== "" && (
        <p className={reading.is === "none" ? "text-ink-3" : "font-medium text-unknown-t"}>
          <Sentence text={trouble} now={now} />
        </p>
      )}
      {open.length === 0 && isRead(reading) && <p className="text-ink-2">{words.clouds.feed.nothing}</p>}
      {open.map((event) => (
        <p key={event.id}>
          <a href={`${words.clouds.at(placePath({ provider: cloud.slug, region: null }))}#event-${event.id}`}>
            <Title event={event} words={words} />
          </a>{" "}
          <span className="text-ink-3">
            {regionsText(event, words)} ·{" "}
            <time dateTime={new Date(event.event.onsetAt).toISOString()}>
              {moment(event.event.onsetAt, now, words, "minute")}
            </time>
          </span>
        </p>
      ))}
    </>
  );
}

/** The provider's own words, where it has any. */
function Title({ event: { event }, words }: { event: CloudEventView; words: Words }) {
  const title = foreignText(event.title, 90);
  return title === null ? words.clouds.events.title : <span lang="en">{title}</span>;
}

function regionsText({ event: { scope, provider } }: CloudEventView, words: Words): string {
  if (scope.kind === "global") return words.clouds.events.everywhere;
  if (scope.kind === "unstated") return words.clouds.events.unstated;
  const shown = scope.regions.slice(0, 3).map((region) => placeText({ provider, region }));
  return words.clouds.events.services(shown, scope.regions.length - shown.length);
}

/** How many services, by the strongest evidence of each, and the region that carries most. */
function Stands({ cloud, standing, words }: { cloud: CloudProvider; standing: StandingView | null; words: Words }) {
  const { stands } = words.clouds;
  if (standing === null) return <p className="text-ink-3">–</p>;
  const services = servicesOn(standing, { provider: cloud.slug, region: null });
  if (services.length === 0) return <p className="text-ink-3">{stands.none}</p>;
  const largest = standing.figures.regions.find(({ provider }) => provider === cloud.slug);
  return (
    <>
      <p>
        <b className="font-semibold">{stands.services(services.length)}</b>{" "}
        <span className="text-ink-3">
          {countByBasis(services)
            .map(([basis, count]) => stands.bases[basis](count))
            .join(" · ")}
        </span>
      </p>
      {largest !== undefined && (
        <p className="text-ink-3">
          <a href={words.clouds.at(placePath(largest))}>{placeText(largest)}</a> {largest.services.length}
        </p>
      )}
    </>
  );
}
