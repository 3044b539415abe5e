import { isJudged } from "#domain/status/answering.ts";
import type { Overview, UptimeWindow } from "#domain/status/overview.ts";
import { addSeconds, emptySeconds, type StateSeconds } from "#domain/uptime/state-seconds.ts";

/** How services held up: the time of all their parts that are judged, together. */
export interface HeldUp {
  readonly components: number;
  readonly seconds: Readonly<Record<UptimeWindow, StateSeconds>>;
}

/** @param layer what is compared is the way to a service; of one alone, its chain may be told as well */
export function heldUp(
  { services }: Pick<Overview, "services">,
  slugs: readonly string[],
  layer: "access" | "any" = "access",
): HeldUp {
  const wanted = new Set(slugs);
  const parts = services
    .filter(({ slug }) => wanted.has(slug))
    .flatMap(({ components }) =>
      components.filter((part) => (layer === "any" || part.layer === layer) && isJudged(part)),
    );
  const sum = (window: UptimeWindow) =>
    parts.reduce((seconds, { uptime }) => addSeconds(seconds, uptime[window]), emptySeconds);
  return {
    components: parts.length,
    seconds: { "24h": sum("24h"), "7d": sum("7d"), "30d": sum("30d"), "90d": sum("90d") },
  };
}
