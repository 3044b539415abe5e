import { DOSSIER, event, okx } from "#app/api/schema/testing/scene.ts";
import { GET as checks } from "#app/api/v1/checks/route.ts";
import { GET as cloudEvent } from "#app/api/v1/cloud-events/[id]/route.ts";
import { GET as cloudEvents } from "#app/api/v1/cloud-events/route.ts";
import { GET as clouds } from "#app/api/v1/clouds/route.ts";
import { GET as components } from "#app/api/v1/components/route.ts";
import { GET as concentration } from "#app/api/v1/concentration/route.ts";
import { GET as drill } from "#app/api/v1/drills/[id]/route.ts";
import { GET as drills } from "#app/api/v1/drills/route.ts";
import { GET as hosting } from "#app/api/v1/hosting/route.ts";
import { GET as group } from "#app/api/v1/incident-groups/[id]/route.ts";
import { GET as groups } from "#app/api/v1/incident-groups/route.ts";
import { GET as incident } from "#app/api/v1/incidents/[id]/route.ts";
import { GET as incidents } from "#app/api/v1/incidents/route.ts";
import { GET as measurements } from "#app/api/v1/measurements/route.ts";
import { GET as replay } from "#app/api/v1/replays/[id]/route.ts";
import { GET as replays } from "#app/api/v1/replays/route.ts";
import { GET as said } from "#app/api/v1/said-against-saw/route.ts";
import { GET as service } from "#app/api/v1/services/[slug]/route.ts";
import { GET as saidOfService } from "#app/api/v1/services/[slug]/said-against-saw/route.ts";
import { GET as services } from "#app/api/v1/services/route.ts";
import { GET as timeline } from "#app/api/v1/timeline/route.ts";
import type { ResourceAddress } from "#domain/publish/api/resources.ts";

/** @param name of what there is, where an address names one thing */
type Call = (query?: string, name?: string) => Response | Promise<Response>;

const asked = (path: string, query = "") => new Request(`http://localhost${path}${query}`);
const of = <T extends object>(params: T) => ({ params: Promise.resolve(params) });

/** How each resource is asked for something that there is. */
export const CALLS: Readonly<Record<ResourceAddress, Call>> = {
  "/api/v1/services": (query) => services(asked("/api/v1/services", query)),
  "/api/v1/services/{slug}": (query, slug = "kraken") =>
    service(asked(`/api/v1/services/${slug}`, query), of({ slug })),
  "/api/v1/services/{slug}/said-against-saw": (query, slug = "kraken") =>
    saidOfService(asked(`/api/v1/services/${slug}/said-against-saw`, query), of({ slug })),
  "/api/v1/components": (query) => components(asked("/api/v1/components", query)),
  "/api/v1/checks": (query) => checks(asked("/api/v1/checks", query)),
  "/api/v1/measurements": (query) => measurements(asked("/api/v1/measurements", query ?? "?check=kraken/api/time")),
  "/api/v1/timeline": (query) => timeline(asked("/api/v1/timeline", query)),
  "/api/v1/incidents": (query) => incidents(asked("/api/v1/incidents", query)),
  "/api/v1/incidents/{id}": (query, id = okx.incident.id) => incident(asked("/", query), of({ id })),
  "/api/v1/incident-groups": (query) => groups(asked("/api/v1/incident-groups", query)),
  "/api/v1/incident-groups/{id}": (query, id = "grpaaaaaaaaa") => group(asked("/", query), of({ id })),
  "/api/v1/clouds": (query) => clouds(asked("/api/v1/clouds", query)),
  "/api/v1/cloud-events": (query) => cloudEvents(asked("/api/v1/cloud-events", query)),
  "/api/v1/cloud-events/{id}": (query, id = event.id) => cloudEvent(asked("/", query), of({ id })),
  "/api/v1/hosting": (query) => hosting(asked("/api/v1/hosting", query)),
  "/api/v1/concentration": (query) => concentration(asked("/api/v1/concentration", query ?? "?without=aws/us-east-1")),
  "/api/v1/said-against-saw": (query) => said(asked("/api/v1/said-against-saw", query)),
  "/api/v1/drills": (query) => drills(asked("/api/v1/drills", query)),
  "/api/v1/drills/{id}": (query, id = "made-up") => drill(asked("/", query), of({ id })),
  "/api/v1/replays": (query) => replays(asked("/api/v1/replays", query)),
  "/api/v1/replays/{id}": (query, id = DOSSIER) => replay(asked("/", query), of({ id })),
};
