import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Blind } from "#app/[lang]/blind.tsx";
import { TrailData } from "#app/[lang]/data.tsx";
import { headOf, missingHead } from "#app/[lang]/head.ts";
import { sentenceOfService } from "#app/[lang]/sentences.ts";
import { nearServices, pastOrNull } from "#app/[lang]/services/record.ts";
import { currentStanding } from "#app/api/v1/clouds/record.ts";
import { checkName } from "#components/service/latency.tsx";
import { MissingService } from "#components/service/missing.tsx";
import { ServicePage } from "#components/service/page.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import type { HostingEvidence } from "#domain/hosting/evidence.ts";
import { chartedChecks, firstCharted } from "#domain/latency/charted.ts";
import { LATENCY_RANGES, type LatencyRange } from "#domain/latency/series.ts";
import type { ServicePast } from "#domain/publish/service-past.ts";
import { viewNow } from "#domain/status/now.ts";
import type { ServiceView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Hit } from "#domain/timeline/bands.ts";
import type { TimelineRecord } from "#domain/timeline/live.ts";
import { partsTimeline } from "#domain/timeline/parts.ts";
import { answerMissing } from "#server/answer.ts";
import { currentSite, originOf } from "#server/site.ts";
import { currentSnapshot, currentTime } from "#server/snapshot.ts";

interface Props {
  readonly params: Promise<{ lang: string; slug: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

function serviceOf(slug: string): ServiceView | undefined {
  return currentSnapshot().overview?.services.find((service) => service.slug === slug);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang, slug } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const words = wordsOf(language);
  const service = serviceOf(slug);
  if (service === undefined) return missingHead(language);
  return headOf(`/services/${slug}`, language, {
    title: service.name,
    description: (await sentenceOfService(slug, words, currentTime())) ?? words.tagline,
    picture: `/pictures/services/${slug}.png`,
  });
}

export default async function Page({ params, searchParams }: Props) {
  const { lang, slug } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const { overview } = currentSnapshot();
  const service = serviceOf(slug);
  if (overview === null) {
    return (
      <Shell language={lang} words={words} world={false} path={`/services/${slug}`}>
        <Blind words={words} />
      </Shell>
    );
  }
  const now = currentTime();
  const view = viewNow(overview, now);
  if (service === undefined) {
    answerMissing();
    return (
      <Shell language={lang} words={words} world={view.world} path={null}>
        <MissingService slug={slug} near={nearServices(slug, overview)} words={words} />
      </Shell>
    );
  }
  const query = await searchParams;
  const range = rangeOf(query.range);
  const rows = view.rows.filter((row) => row.service === service);
  const asked = chartedChecks(service).find((check) => checkName(check) === [query.check].flat()[0]) ?? null;
  const troubled = rows.flatMap(({ troubles }) => troubles.map(({ component }) => component));
  const check = asked ?? firstCharted(service, troubled);
  const [past, series, recorded, standing] = await Promise.all([
    pastOrNull(({ services }) => services.service(slug)),
    check === null ? null : pastOrNull(({ services }) => services.latency(check.id, range)),
    pastOrNull((record) => record.now.timeline(range)),
    currentStanding(),
  ]);
  const hits = past === null ? [] : hitsOf(past);
  return (
    <Shell language={lang} words={words} world={view.world} path={`/services/${slug}`}>
      <TrailData
        language={lang}
        steps={[
          { name: words.service.nav, path: "/services" },
          { name: service.name, path: `/services/${slug}` },
        ]}
      />
      <ServicePage
        service={service}
        overview={overview}
        rows={rows}
        past={past}
        timeline={partsTimeline(overview, recorded ?? unread(now), { service, hits }, range, now)}
        check={check}
        asked={asked === null ? "" : checkName(asked)}
        range={range}
        series={series}
        told={toldOf(slug, standing?.evidence ?? [])}
        feeds={originOf(currentSite()) !== null}
        language={lang}
        words={words}
        now={now}
      />
    </Shell>
  );
}

/** Nothing on record: what holds now is shown all the same. */
function unread(now: EpochMs): TimelineRecord {
  return { readAt: now, components: new Map(), clouds: [], hits: [] };
}

/** The service's own incidents that coincide with events of clouds, as far as that may be said. */
function hitsOf({ incidents, attributions }: ServicePast): Hit[] {
  return incidents.flatMap(({ id, startedAt, lastGood, resolvedAt, retracted }): Hit[] => {
    const attribution = attributions.get(id);
    if (attribution === undefined || retracted !== null) return [];
    const { best } = attribution.record;
    if (best.word === "not_attributed") return [];
    return [{ event: attribution.cloudEvent, region: best.region, startedAt, lastGood, resolvedAt }];
  });
}

function rangeOf(value: string | string[] | undefined): LatencyRange {
  const [range = ""] = [value ?? ""].flat();
  return range in LATENCY_RANGES ? (range as LatencyRange) : "2h";
}

/** What is known of where a service stands beside its addresses; what is said of several components once. */
function toldOf(slug: string, evidence: readonly HostingEvidence[]): HostingEvidence[] {
  const own = evidence.filter(
    ({ component, basis }) => component.startsWith(`${slug}/`) && basis !== "observed" && basis !== "edge",
  );
  const nameOf = ({ basis, provider, region, source, claim, via }: HostingEvidence) =>
    JSON.stringify([basis, provider, region, source, claim, via?.split("/")[0]]);
  return [...new Map(own.map((item) => [nameOf(item), item])).values()];
}
