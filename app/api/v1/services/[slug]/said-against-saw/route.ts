import { askedOf } from "#app/api/asked.ts";
import { cannotSee, freshPage, problem } from "#app/api/problem.ts";
import { isSlug } from "#domain/publish/list-query.ts";
import { publishSaidOfService } from "#domain/publish/said.ts";
import { saidQueryOf } from "#domain/publish/said-query.ts";
import { currentRecord, currentSnapshot } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** One service's incidents beside what its vendor said, the newest first, a page at a time. */
export async function GET(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const given = askedOf("/api/v1/services/{slug}/said-against-saw", request);
  if (given instanceof Response) return given;
  const { slug } = await params;
  const { overview } = currentSnapshot();
  const record = currentRecord();
  // What nobody has is not looked for.
  const isKnown = overview === null ? isSlug(slug) : overview.services.some((service) => service.slug === slug);
  const said = isKnown ? await record?.said.service(slug).catch(() => undefined) : null;
  if (said === undefined) return cannotSee();
  if (said === null) {
    const detail = "Services whose own status page is read are listed at /api/v1/said-against-saw.";
    return problem(404, `No status page of such a service is read. ${detail}`);
  }
  return freshPage(request, publishSaidOfService(said, saidQueryOf(given)));
}
