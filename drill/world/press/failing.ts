import type { LocatedCheck } from "#domain/check/flatten.ts";
import { REGIONS, type Region } from "#drill/hosting.ts";
import type { ActiveOrder } from "#drill/world/fault-book.ts";
import type { Plan, Site } from "#drill/world/plan.ts";
import { type CloudSpan, joined, type VendorSpan, type WindowSpan } from "#drill/world/press/chronicle.ts";

/** What fails now that somebody would write about, and what work is announced. */
export interface Failing {
  readonly clouds: readonly CloudSpan[];
  readonly vendors: readonly VendorSpan[];
  readonly windows: readonly WindowSpan[];
}

/** Regions that a target names: one, or all of a provider. Empty for any other target, and for what is no cloud. */
function regionsNamed(target: string): readonly Region[] {
  if (!target.startsWith("cloud:")) return [];
  const name = target.slice("cloud:".length);
  return REGIONS.filter((region) => region.includes("/") && (region === name || region.split("/")[0] === name));
}

interface Hit {
  readonly site: Site;
  readonly checks: readonly LocatedCheck[];
}

/** Where an order holds something, and which checks see it. */
function hitsOf(order: ActiveOrder, plan: Plan): Hit[] {
  const [hosts, spoilt] = [new Set(order.hosts), new Set(order.checks)];
  return [...plan.sites.values()].flatMap((site): Hit[] => {
    const checks = hosts.has(site.host) ? site.checks : site.checks.filter(({ id }) => spoilt.has(id));
    return hosts.has(site.host) || checks.length > 0 ? [{ site, checks }] : [];
  });
}

/** What the page of a vendor has to do with a check that an order hit, or null. */
function vendorOf(order: ActiveOrder, located: LocatedCheck, cloud: Region | null, plan: Plan): VendorSpan | null {
  const { id, service, component, check } = located;
  const own = id === order.target || id.startsWith(`${order.target}/`);
  const page = plan.press.pageOf.get(service.slug);
  if (!page || check.tier !== "core") return null;
  // Nodes fail with their cloud, and blocks are made all the same: no vendor calls that a failure of its chain.
  if (!own && (cloud === null || component.layer === "chain")) return null;
  const components = new Set([`${service.slug}/${component.slug}`]);
  return { key: page.host, from: order.since, to: null, components, cloud };
}

/**
 * What the orders that hold make fail: regions that were failed as such, and vendors of which a core check was hit by an
 * order on their own service, or a part of access by one on the cloud that it stands on. A vendor that fails because it shares a host with another,
 * or because a vantage or chain was failed, writes nothing.
 * @param orders oldest first
 */
export function failingNow(orders: readonly ActiveOrder[], plan: Plan): Failing {
  const clouds = new Map<Region, CloudSpan>();
  const vendors = new Map<string, VendorSpan>();
  for (const order of orders) {
    const named = regionsNamed(order.target);
    for (const { site, checks } of hitsOf(order, plan)) {
      const cloud = named.find((region) => region === site.region) ?? null;
      if (cloud !== null && !clouds.has(cloud)) clouds.set(cloud, { key: cloud, from: order.since, to: null });
      for (const span of checks.flatMap((check) => vendorOf(order, check, cloud, plan) ?? [])) {
        const before = vendors.get(span.key);
        vendors.set(span.key, before ? joined(before, span) : span);
      }
    }
  }
  const windows = orders.flatMap((order) => windowsOf(order, plan));
  return { clouds: [...clouds.values()], vendors: [...vendors.values()], windows };
}

/** Each page announces what an order holds of its own. */
function windowsOf({ target, since, windows }: ActiveOrder, plan: Plan): WindowSpan[] {
  return plan.press.pages.flatMap(({ host, components }): WindowSpan[] => {
    const own = components.map(({ id }) => id).filter((id) => windows.includes(id));
    if (own.length === 0) return [];
    return [{ key: `${host} ${target} ${since}`, host, from: since, to: null, components: new Set(own) }];
  });
}
