import { moment, type Words } from "#components/words/words.ts";
import { endedUnseen } from "#domain/incident/incident.ts";
import { type Chains, subjectOfIncident } from "#domain/publish/component-told.ts";
import { nameOf } from "#domain/publish/sentence.ts";
import type { IncidentView, Overview } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** The one sentence above the page of an incident: who, how, since when or for how long. */
export function incidentHeadline(incident: IncidentView, chains: Chains, words: Words, now: EpochMs): string {
  const say = words.incident.headline;
  const { startedAt, resolvedAt, retracted, severity } = incident;
  const name = nameOf(subjectOfIncident(incident, chains), words.sentences);
  const isDown = severity !== "minor";
  if (retracted !== null) return say.retracted(name, words.date(startedAt));
  const since = moment(startedAt, now, words, "minute");
  if (resolvedAt === null) return (isDown ? say.down : say.degraded)(name, since);
  if (endedUnseen(incident)) return say.unseen(name, since);
  const lasted = words.span((resolvedAt - startedAt) / 1_000);
  return (isDown ? say.wasDown : say.wasDegraded)(name, lasted, words.date(startedAt));
}

/** The sentence above the list of incidents: how many are open. */
export function incidentsHeadline({ incidents }: Pick<Overview, "incidents">, words: Words): string {
  const services = new Set(incidents.map(({ about }) => about.serviceSlug)).size;
  return words.incident.list.headline(incidents.length, services);
}
