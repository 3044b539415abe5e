import type { z } from "zod";
import { cloudEvents, clouds, hosting, oneCloudEvent } from "#app/api/schema/clouds.ts";
import { concentration } from "#app/api/schema/concentration.ts";
import { groups, incidents, oneGroup, oneIncident } from "#app/api/schema/incidents.ts";
import { drills, oneDrill, oneReplay, replays, timeline } from "#app/api/schema/replays.ts";
import { said, saidOfService } from "#app/api/schema/said.ts";
import { checks, components, measurements, oneService, services } from "#app/api/schema/services.ts";
import type { ResourceAddress } from "#domain/publish/api/resources.ts";

/** What each resource answers. */
export const ANSWERS: Readonly<Record<ResourceAddress, z.ZodType>> = {
  "/api/v1/services": services,
  "/api/v1/services/{slug}": oneService,
  "/api/v1/services/{slug}/said-against-saw": saidOfService,
  "/api/v1/components": components,
  "/api/v1/checks": checks,
  "/api/v1/measurements": measurements,
  "/api/v1/timeline": timeline,
  "/api/v1/incidents": incidents,
  "/api/v1/incidents/{id}": oneIncident,
  "/api/v1/incident-groups": groups,
  "/api/v1/incident-groups/{id}": oneGroup,
  "/api/v1/clouds": clouds,
  "/api/v1/cloud-events": cloudEvents,
  "/api/v1/cloud-events/{id}": oneCloudEvent,
  "/api/v1/hosting": hosting,
  "/api/v1/concentration": concentration,
  "/api/v1/said-against-saw": said,
  "/api/v1/drills": drills,
  "/api/v1/drills/{id}": oneDrill,
  "/api/v1/replays": replays,
  "/api/v1/replays/{id}": oneReplay,
};
