import { type Problem, reporter } from "#catalog/problem.ts";
import { hostOf } from "#catalog/verify-url.ts";
import { locateChecks } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";

/** A tick that fails is tried once more, so a check may send twice what its interval says. */
const ATTEMPTS = 2;

/** Requests per second that the whole catalog sends to each host at worst. */
function ratesByHost(catalog: Catalog): Map<string, number> {
  const rates = new Map<string, number>();
  for (const { service, check } of locateChecks(catalog)) {
    if (check.request.probe === "dns" || check.tier === "disabled" || service.lifecycle.state === "retired") continue;
    const host = hostOf(check.request.url);
    if (host !== null) rates.set(host, (rates.get(host) ?? 0) + ATTEMPTS / check.intervalS);
  }
  return rates;
}

/** Documented limits name hosts that are asked, and what all checks ask together stays within them. */
export function verifyLimits(catalog: Catalog, problems: Problem[]): void {
  const rates = ratesByHost(catalog);
  for (const service of catalog.services) {
    if (service.lifecycle.state === "retired") continue;
    const report = reporter(problems, { list: "services", slug: service.slug }, service.slug);
    const own = new Set(
      service.components.flatMap(({ checks }) =>
        checks.flatMap(({ request }) => (request.probe === "dns" ? [] : (hostOf(request.url) ?? []))),
      ),
    );
    service.limits?.forEach(({ host, requests, perS }, index) => {
      if (!own.has(host)) report(`no check of this service asks ${host}`, "limits", index, "host");
      const sent = (rates.get(host) ?? 0) * perS;
      if (sent > requests) {
        report(
          `checks send up to ${sent.toFixed(1)} in ${perS} s to ${host}, ${requests} are allowed`,
          "limits",
          index,
        );
      }
    });
  }
}
