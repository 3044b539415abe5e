import { isMonitored } from "#domain/status/answering.ts";
import type { CheckView, ComponentView, ServiceView } from "#domain/status/overview.ts";

/** The checks that a figure of latency can be about: those that are asked here, in the catalog's order. */
export function chartedChecks({ components }: Pick<ServiceView, "components">): CheckView[] {
  return components.flatMap(({ checks }) => checks.filter(isMonitored));
}

/** The check that is meant when none is asked for: the vital one of what fails longest, else the first vital one. */
export function firstCharted(
  service: Pick<ServiceView, "components">,
  troubled: readonly ComponentView[],
): CheckView | null {
  const vital = (checks: readonly CheckView[]) => checks.find(({ spec }) => spec.vital);
  const failing = troubled.flatMap(({ checks }) => checks.filter(isMonitored));
  const all = chartedChecks(service);
  return vital(failing) ?? failing[0] ?? vital(all) ?? all[0] ?? null;
}
