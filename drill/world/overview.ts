import { REGIONS } from "#drill/hosting.ts";
import { ANNOUNCEMENTS, APPLICATION_FAULTS, CONNECTION_FAULTS } from "#drill/world/fault-kinds.ts";
import type { ListReply } from "#drill/world/messages.ts";
import { endpointOfCheck, type Plan } from "#drill/world/plan.ts";

function checksOf(slug: string, plan: Plan): ListReply["services"][number]["checks"] {
  return [...plan.checks.values()]
    .filter(({ service }) => service.slug === slug)
    .map((check) => {
      const { request } = check.check;
      const host = endpointOfCheck(check, plan.env)?.host ?? (request.probe === "dns" ? request.name : "");
      return { id: check.id, host, region: plan.sites.get(host)?.region ?? "own" };
    });
}

function cloudsOf(plan: Plan): ListReply["clouds"] {
  const sites = [...plan.sites.values()];
  return REGIONS.map((region) => {
    const here = sites.filter((site) => site.region === region);
    const services = new Set(here.flatMap(({ checks }) => checks.map(({ service }) => service.slug)));
    return { region, services: [...services].sort(), hosts: here.length };
  }).filter(({ region, hosts }) => hosts > 0 && region !== "press");
}

/** Everything that can be failed, and how. */
export function overviewOf(plan: Plan): ListReply {
  const services = [...new Set([...plan.checks.values()].map(({ service }) => service.slug))];
  return {
    services: services.map((slug) => ({ slug, checks: checksOf(slug, plan) })),
    clouds: cloudsOf(plan),
    chains: plan.catalog.chains.map(({ slug }) => slug),
    vantages: [...plan.vantages].map(([name, address]) => ({ name, address })),
    controls: plan.catalog.controls.map(({ slug }) => slug),
    resolvers: plan.asked.map(({ literal }) => literal),
    connectionFaults: CONNECTION_FAULTS,
    applicationFaults: APPLICATION_FAULTS,
    announcements: ANNOUNCEMENTS,
  };
}
