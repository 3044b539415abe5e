import { answerBadge, ofService, recorded } from "#app/badge/answer.ts";
import { firstCharted } from "#domain/latency/charted.ts";
import { latencyBadge } from "#domain/publish/badge.ts";
import { LATENCY_WINDOWS } from "#domain/publish/badge-query.ts";

export const dynamic = "force-dynamic";

interface Props {
  readonly params: Promise<{ service: string; file: string }>;
}

/** How long a service's answers take: `/badge/kraken/latency/24h.svg`. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { service: called, file } = await params;
  return answerBadge(request, file, (scene, name) =>
    ofService(scene, called, async (service) => {
      const window = LATENCY_WINDOWS.find((one) => one === name);
      if (window === undefined) return "badge";
      const check = firstCharted(service, []);
      const median = check && (await recorded(({ services }) => services.median(check.id, window)));
      return latencyBadge(service, scene, window, median);
    }),
  );
}
