import { resolveSubject } from "#catalog/resolve.ts";
import type { Catalog, Layer } from "#domain/check/service.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";
import { placeName } from "#domain/hosting/place.ts";
import { providerName } from "#domain/publish/cloud.ts";
import type { DossierEvent, SubjectKind } from "#domain/replay/dossier.ts";
import type { SubjectRow } from "#domain/replay/subject.ts";
import { shortName } from "#domain/status/situation.ts";

type Subject = Pick<DossierEvent, "subject" | "subject_kind" | "layer">;

/** Chains by what a dossier calls them; everything else is the way to them. */
const LAYERS: Readonly<Partial<Record<SubjectKind, Layer>>> = { cloud: "cloud", l1: "chain", l2: "chain" };

/**
 * Which row of a replay an event is about: the catalog's service or cloud of that name or alias, a part of it, or, where
 * neither knows it, a row of the replay alone.
 */
export function subjectRows(
  catalog: Pick<Catalog, "services">,
  clouds: readonly CloudProvider[],
): (event: Subject) => SubjectRow {
  return ({ subject, subject_kind: kind, layer }) => {
    const cloud = cloudRow(clouds, subject);
    const stratum = layer ?? LAYERS[kind] ?? "access";
    if (cloud !== null && (stratum === "cloud" || resolveSubject(catalog, subject) === null)) return cloud;
    const found = resolveSubject(catalog, subject);
    if (found === null) return { id: `${stratum}/${subject}`, stratum, name: null, path: null, part: null };
    const { service, component } = found;
    const part = component === null ? null : { slug: component.slug, name: component.name };
    return {
      id: `${stratum}/${service.slug}`,
      stratum,
      name: shortName(service),
      path: `/services/${service.slug}`,
      part,
    };
  };
}

/** `aws-us-east-1`, `gcp-global`, `cloudflare`. */
function cloudRow(clouds: readonly CloudProvider[], subject: string): SubjectRow | null {
  for (const { slug, regions } of clouds) {
    if (subject === slug || subject === `${slug}-global`) return rowOf(slug, null);
    const region = regions.find(({ id }) => subject === `${slug}-${id}`);
    if (region !== undefined) return rowOf(slug, region.id);
  }
  return null;
}

function rowOf(provider: string, region: string | null): SubjectRow {
  const place = placeName({ provider, region });
  const name = region === null ? providerName(provider) : `${providerName(provider)} ${region}`;
  return { id: `cloud/${place}`, stratum: "cloud", name, path: `/clouds/${place}`, part: null };
}
