import { Checks } from "#components/service/checks.tsx";
import { Coincides } from "#components/service/coincides.tsx";
import { Days } from "#components/service/days.tsx";
import { Follow } from "#components/service/follow.tsx";
import { serviceHeadline } from "#components/service/headline.ts";
import { Hosting } from "#components/service/hosting.tsx";
import { ServiceIncidents } from "#components/service/incidents.tsx";
import { Latency } from "#components/service/latency.tsx";
import { Lifecycle } from "#components/service/lifecycle.tsx";
import { Notices } from "#components/service/notices.tsx";
import { Parts } from "#components/service/parts.tsx";
import { Said } from "#components/service/said.tsx";
import { openAttribution, standFirst } from "#components/service/stand-first.ts";
import { Summary } from "#components/service/summary.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import { type Language, moment, type Words } from "#components/words/words.ts";
import type { HostingEvidence } from "#domain/hosting/evidence.ts";
import type { LatencyRange, LatencySeries } from "#domain/latency/series.ts";
import { chainsOf } from "#domain/publish/component-told.ts";
import type { ServicePast } from "#domain/publish/service-past.ts";
import type { NowRow } from "#domain/status/now.ts";
import type { CheckView, Overview, ServiceView } from "#domain/status/overview.ts";
import { shortName } from "#domain/status/situation.ts";
import type { EpochMs } from "#domain/time.ts";
import type { PartsTimeline } from "#domain/timeline/parts.ts";

interface Props {
  readonly service: ServiceView;
  readonly overview: Overview;
  /** Of this service: one for each layer that it has. */
  readonly rows: readonly NowRow[];
  /** Null while the record of the past does not answer: what holds now is shown all the same. */
  readonly past: ServicePast | null;
  readonly timeline: PartsTimeline;
  readonly check: CheckView | null;
  /** The check that the address asks for; empty when it asks for none. */
  readonly asked: string;
  readonly range: LatencyRange;
  readonly series: LatencySeries | null;
  /** What is known of where it stands beside what was observed. */
  readonly told: readonly HostingEvidence[];
  /** There are feeds here: whole addresses can be given. */
  readonly feeds: boolean;
  readonly language: Language;
  readonly words: Words;
  readonly now: EpochMs;
}

/** One service: one sentence, its parts over time, how it did, where it stands, what was said of it, and what is asked. */
export function ServicePage(props: Props) {
  const { service, overview, rows, past, timeline, range, language, words, now } = props;
  const chains = chainsOf(overview, now);
  const attribution = openAttribution(past);
  // Of what has closed for good only that stands which was ever recorded.
  const isClosed = service.lifecycle.state === "retired";
  return (
    <>
      <DateLine service={service} readAt={overview.readAt} words={words} now={now} />
      <div className="grid items-end gap-x-12 gap-y-5 pt-3 pb-[18px] desk:grid-cols-[minmax(0,1fr)_300px]">
        <div>
          <h1>
            <Sentence text={serviceHeadline(service, overview, words, now)} now={now} />
          </h1>
          <p className="mt-3 max-w-[64ch] text-[14.5px] text-ink-2">
            <Sentence text={standFirst({ service, rows, past, words, now })} now={now} />
          </p>
          <Lifecycle service={service} words={words} />
        </div>
        <Summary rows={rows} past={past} words={words} now={now} />
      </div>
      <Parts
        service={service}
        overview={overview}
        timeline={timeline}
        range={range}
        check={props.asked}
        language={language}
        words={words}
        now={now}
      />
      {past === null && <p className="pt-4 text-ink-2">{words.service.pastBlind}</p>}
      <div className="grid gap-x-14 wide:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <div className="min-w-0">
          {!isClosed && <Latency {...props} />}
          {past !== null && <Days service={service} past={past} words={words} now={now} />}
        </div>
        <div className="min-w-0">
          {past !== null && (
            <>
              {!(isClosed && past.met.addresses === 0) && (
                <Hosting
                  service={service}
                  met={past.met}
                  told={props.told}
                  names={new Map(overview.services.map(({ slug, name }) => [slug, name]))}
                  words={words}
                  now={now}
                />
              )}
              {!(isClosed && past.said === null) && (
                <Said
                  name={shortName(service)}
                  statusPage={service.statusPage.url}
                  said={past.said}
                  nameOf={componentName(service, words)}
                  words={words}
                  now={now}
                />
              )}
              {attribution !== null && <Coincides attribution={attribution} words={words} now={now} />}
              {!(isClosed && past.notices.length === 0) && (
                <Notices name={shortName(service)} notices={past.notices} words={words} now={now} />
              )}
            </>
          )}
          <Follow slug={service.slug} name={shortName(service)} feeds={props.feeds} language={language} words={words} />
        </div>
      </div>
      {past !== null && (
        <ServiceIncidents slug={service.slug} incidents={past.incidents} chains={chains} words={words} now={now} />
      )}
      <Checks service={service} judge={overview.judge} chains={chains} words={words} now={now} />
    </>
  );
}

/** Where the page stands, what kind of thing it is about, its own page, and of when this is. */
function DateLine({
  service,
  readAt,
  words,
  now,
}: {
  service: ServiceView;
  readAt: EpochMs;
  words: Words;
  now: EpochMs;
}) {
  return (
    <p className="flex flex-wrap gap-x-[18px] pt-[9px] font-cond text-[13px] text-ink-3">
      <a href={words.service.at("/services")}>{words.service.nav}</a>
      <span>{words.service.kinds[service.kind]}</span>
      <a href={service.homepage} rel="noreferrer">
        {new URL(service.homepage).host.replace(/^www\./, "")}
      </a>
      <time dateTime={new Date(readAt).toISOString()}>{words.asOf(moment(readAt, now, words))}</time>
    </p>
  );
}

function componentName({ slug, components }: ServiceView, words: Words): (key: string) => string | null {
  if (components.length === 1) return () => null;
  const names = new Map(components.map((one) => [`${slug}/${one.slug}`, words.sentences.component(one.name)]));
  return (key) => names.get(key) ?? null;
}
