import type { Layer } from "#domain/check/service.ts";
import { type Incident, SEVERITIES } from "#domain/incident/incident.ts";
import type { WebhookFilter } from "#domain/publish/webhook/subscription.ts";

/** Of an incident, what filters look at. */
export interface Filterable extends Pick<Incident, "severity" | "confirmed"> {
  readonly about: { readonly serviceSlug: string; readonly layer: Layer };
}

const isAmong = <T>(wanted: readonly T[], value: T) => wanted.length === 0 || wanted.includes(value);

/** Whether an incident is of what the subscriber watches, however bad it is. */
export function concerns({ services, layers }: WebhookFilter, { about }: Pick<Filterable, "about">): boolean {
  return isAmong(services, about.serviceSlug) && isAmong(layers, about.layer);
}

/** Whether an incident is to be told. @param provider of the cloud that it coincides with; null for none */
export function wantsIncident(filter: WebhookFilter, incident: Filterable, provider: string | null): boolean {
  return (
    concerns(filter, incident) &&
    SEVERITIES.indexOf(incident.severity) >= SEVERITIES.indexOf(filter.leastSeverity) &&
    (incident.confirmed || !filter.confirmedOnly) &&
    (filter.clouds.length === 0 || (provider !== null && filter.clouds.includes(provider)))
  );
}

/** Whether announced work is to be told. @param layers of all that it is about */
export function wantsMaintenance(
  { maintenance, clouds, services, layers }: WebhookFilter,
  work: { readonly service: string; readonly layers: readonly Layer[] },
): boolean {
  return (
    maintenance === true &&
    clouds.length === 0 &&
    isAmong(services, work.service) &&
    work.layers.some((layer) => isAmong(layers, layer))
  );
}

/** Whether a change of a component's status is to be told: it coincides with no cloud, and has no severity. */
export function wantsStatusChange(filter: WebhookFilter, part: Pick<Filterable, "about">): boolean {
  return filter.statusChanges && filter.clouds.length === 0 && concerns(filter, part);
}
