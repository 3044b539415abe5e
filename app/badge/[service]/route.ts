import { answerBadge, ofService } from "#app/badge/answer.ts";
import { allBadge, statusBadge } from "#domain/publish/badge.ts";

export const dynamic = "force-dynamic";

/** How a service is now, or everything: `/badge/kraken.svg`, `/badge/all.json`. */
export async function GET(request: Request, { params }: { params: Promise<{ service: string }> }): Promise<Response> {
  const { service: file } = await params;
  return answerBadge(request, file, (scene, name) =>
    name === "all" ? allBadge(scene) : ofService(scene, name, (service) => statusBadge(service, scene)),
  );
}
