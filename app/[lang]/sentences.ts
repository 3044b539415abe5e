import { isKnownPlace } from "#app/[lang]/clouds/known.ts";
import { viewOf } from "#app/[lang]/clouds/view.ts";
import { currentClouds, currentStanding } from "#app/api/v1/clouds/record.ts";
import { cloudOf, clouds } from "#catalog/clouds/providers.ts";
import {
  cloudsHeadline,
  concentrationHeadline,
  providerHeadline,
  regionHeadline,
} from "#components/clouds/headline.ts";
import { incidentHeadline, incidentsHeadline } from "#components/incident/headline.ts";
import { headline } from "#components/now/headline.ts";
import { serviceHeadline, servicesHeadline } from "#components/service/headline.ts";
import type { Words } from "#components/words/words.ts";
import { coincidingEvent } from "#domain/publish/coinciding.ts";
import { chainsOf } from "#domain/publish/component-told.ts";
import { viewNow } from "#domain/status/now.ts";
import type { Overview } from "#domain/status/overview.ts";
import { situationOf } from "#domain/status/situation.ts";
import type { EpochMs } from "#domain/time.ts";
import { currentRecord, currentSnapshot } from "#server/snapshot.ts";

/**
 * The sentence above each page, for where a page is told of without being shown: in its head, on its picture. Null where the
 * record does not answer and it cannot be known; undefined where there is no such page.
 */
type Told = Promise<string | null | undefined>;

/** Of `/`, with the cloud event that it coincides with. */
export async function sentenceOfNow(words: Words, now: EpochMs): Told {
  const { overview } = currentSnapshot();
  if (overview === null) return null;
  const situation = situationOf(overview, now);
  return headline(situation, situation.kind === "trouble" ? await coincidingNow(overview) : null, words, now);
}

/** Null also while the record does not answer: the sentence is true without it. */
async function coincidingNow({ incidents }: Overview) {
  const recorded = await currentRecord()
    ?.now.recorded(currentSnapshot().version)
    .catch(() => null);
  return recorded ? coincidingEvent(incidents, recorded.attributions) : null;
}

export async function sentenceOfServices(words: Words, now: EpochMs): Told {
  const { overview } = currentSnapshot();
  return overview === null ? null : servicesHeadline(viewNow(overview, now), words);
}

export async function sentenceOfService(slug: string, words: Words, now: EpochMs): Told {
  const { overview } = currentSnapshot();
  if (overview === null) return null;
  const service = overview.services.find((one) => one.slug === slug);
  return service && serviceHeadline(service, overview, words, now);
}

export async function sentenceOfIncidents(words: Words): Told {
  const { overview } = currentSnapshot();
  return overview === null ? null : incidentsHeadline(overview, words);
}

export async function sentenceOfIncident(id: string, words: Words, now: EpochMs): Told {
  const { overview } = currentSnapshot();
  const record = currentRecord();
  if (overview === null || record === null) return null;
  try {
    const detail = await record.incident(id);
    return detail === null ? undefined : incidentHeadline(detail.incident, chainsOf(overview, now), words, now);
  } catch {
    return null;
  }
}

export async function sentenceOfClouds(words: Words): Told {
  const views = await currentClouds();
  if (views === null) return null;
  return cloudsHeadline(
    clouds.map((cloud) => ({ cloud, view: viewOf(views, cloud.slug) })),
    words,
  );
}

export async function sentenceOfCloud(provider: string, words: Words, now: EpochMs): Told {
  const cloud = cloudOf(provider);
  if (cloud === null) return undefined;
  const views = await currentClouds();
  return views === null ? null : providerHeadline(cloud, viewOf(views, provider), words, now);
}

export async function sentenceOfRegion(provider: string, region: string, words: Words): Told {
  if (!(await isKnownPlace(provider, region))) return undefined;
  const standing = await currentStanding();
  return standing === null ? null : regionHeadline({ provider, region }, standing.figures, words);
}

export async function sentenceOfConcentration(words: Words): Told {
  const standing = await currentStanding();
  return standing === null ? null : concentrationHeadline(standing.figures, words);
}
