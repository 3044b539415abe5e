import { openApi } from "#app/api/schema/document.ts";
import { currentSite } from "#server/site.ts";

export const dynamic = "force-dynamic";

/** The API as OpenAPI 3.1. */
export function GET(): Response {
  return Response.json(openApi(currentSite().url), { headers: { "cache-control": "public, max-age=300" } });
}
