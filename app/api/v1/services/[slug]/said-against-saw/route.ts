import { cannotSee, fresh, problem } from "#app/api/problem.ts";
import { isSlug } from "#domain/publish/list-query.ts";
import { publishSaidOfService } from "#domain/publish/said.ts";
import { parseSaidQuery } from "#domain/publish/said-query.ts";
import { currentRecord, currentSnapshot } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** One service's incidents beside what its vendor said, the newest first, a page at a time. */
export async function GET(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const parsed = parseSaidQuery(new URL(request.url).searchParams);
  if ("wrong" in parsed) return problem(400, "These parameters are not right", parsed.wrong);
  const { slug } = await params;
  const { overview } = currentSnapshot();
  const record = currentRecord();
  // What nobody has is not looked for.
  const isKnown = overview === null ? isSlug(slug) : overview.services.some((service) => service.slug === slug);
  const said = isKnown ? await record?.said.service(slug).catch(() => undefined) : null;
  if (said === undefined) return cannotSee();
  if (said === null) {
    const detail = "Services whose own status page is read are listed at /api/v1/said-against-saw.";
    return problem(404, "No status page of such a service is read", detail);
  }
  return fresh(publishSaidOfService(said, parsed.query));
}
