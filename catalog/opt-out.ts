import type { OptOut } from "#catalog/schema.ts";
import { hostOf } from "#catalog/verify-url.ts";
import type { Catalog, ControlSpec } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import { isOf } from "#domain/politeness/left-alone.ts";

/** Who asked not to be probed: their checks stay in the catalog, marked so, and nobody runs them. */

function hostOfCheck({ request }: CheckSpec): string | null {
  return request.probe === "dns" ? request.name : hostOf(request.url);
}

function hostOfControl(control: ControlSpec): string | null {
  return control.kind === "dns" ? control.address : hostOf(control.url);
}

function covers(entry: OptOut, service: string, check: CheckSpec): boolean {
  return "service" in entry ? entry.service === service : isOf(hostOfCheck(check), entry.host);
}

/** The catalog with their checks marked and without controls of theirs. */
export function leaveAlone(catalog: Catalog, optOuts: readonly OptOut[]): Catalog {
  if (optOuts.length === 0) return catalog;
  const marked = (service: string, check: CheckSpec): CheckSpec => {
    const covering = optOuts.filter((one) => covers(one, service, check));
    // The host's own word goes further: others are not led there either (domain/politeness/left-alone.ts).
    const entry = covering.find((one) => "host" in one) ?? covering[0];
    if (entry === undefined) return check;
    const { since = null } = entry;
    return { ...check, optedOut: { who: "service" in entry ? entry.service : entry.host, since } };
  };
  return {
    ...catalog,
    services: catalog.services.map((service) => ({
      ...service,
      components: service.components.map((component) => ({
        ...component,
        checks: component.checks.map((check) => marked(service.slug, check)),
      })),
    })),
    controls: catalog.controls.filter(
      (control) => !optOuts.some((entry) => "host" in entry && isOf(hostOfControl(control), entry.host)),
    ),
  };
}

/** Entries that leave nobody alone, by their index: a name that was mistyped would be a promise that is not kept. */
export function emptyOptOuts({ services, controls }: Catalog, optOuts: readonly OptOut[]): number[] {
  return optOuts.flatMap((entry, index) => {
    const asked = services.some((service) =>
      service.components.some(({ checks }) => checks.some((check) => covers(entry, service.slug, check))),
    );
    const control = "host" in entry && controls.some((one) => isOf(hostOfControl(one), entry.host));
    return asked || control ? [] : [index];
  });
}
