import { answerBadge, ofService, recorded } from "#app/badge/answer.ts";
import { uptimeBadge } from "#domain/publish/badge.ts";
import { UPTIME_WINDOWS } from "#domain/status/overview.ts";

export const dynamic = "force-dynamic";

interface Props {
  readonly params: Promise<{ service: string; file: string }>;
}

/** The uptime of a service in a window: `/badge/kraken/uptime/30d.svg`. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { service: called, file } = await params;
  return answerBadge(request, file, (scene, name) =>
    ofService(scene, called, async (service) => {
      const window = UPTIME_WINDOWS.find((one) => one === name);
      if (window === undefined) return "badge";
      const uptimes = await recorded(({ services }) => services.serviceUptimes());
      return uptimeBadge(service, scene, window, uptimes?.get(service.slug) ?? null);
    }),
  );
}
