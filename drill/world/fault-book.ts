import type { EpochMs } from "#domain/time.ts";
import type { ConnectionFault, FaultName } from "#drill/world/fault-kinds.ts";
import type { Matcher } from "#drill/world/match.ts";
import type { Spoilage } from "#drill/world/rehearse.ts";
import type { WorldRequest } from "#drill/world/request.ts";

/** One order to fail, as it was given. */
export interface Order {
  readonly target: string;
  readonly fault: FaultName;
  readonly since: EpochMs;
}

/** What an order did to one host, check, resolver, vantage, chain or component. The newest order for each of them holds. */
interface Held {
  readonly order: Order;
}
interface HeldHost extends Held {
  readonly fault: ConnectionFault;
}
interface HeldCheck extends Held {
  readonly spoilage: Spoilage;
  readonly matcher: Matcher;
}
interface HeldChain extends Held {
  /** True for a halt, after which the chain goes on from where it stood. */
  readonly really: boolean;
}

/** Everything that an order holds at the moment. */
export interface ActiveOrder extends Order {
  readonly hosts: readonly string[];
  readonly checks: readonly string[];
  readonly resolvers: readonly string[];
  readonly vantages: readonly string[];
  readonly chains: readonly string[];
  readonly windows: readonly string[];
}

/** What is broken in the world. Knows nothing of sockets and targets. */
export class FaultBook {
  readonly hosts = new Map<string, HeldHost>();
  readonly checks = new Map<string, HeldCheck>();
  /** Resolvers: controls by slug, and those that checks ask by address. */
  readonly resolvers = new Map<string, HeldHost>();
  /** Vantages without a network, by name. */
  readonly vantages = new Map<string, Held>();
  readonly chains = new Map<string, HeldChain>();
  /** Components whose vendor has announced work, by their two-part ids. */
  readonly windows = new Map<string, Held>();

  /** The application fault that a request meets: of several checks that send the same one, the latest order's. */
  spoilageOf(request: WorldRequest): Spoilage | null {
    let found: HeldCheck | null = null;
    for (const held of this.checks.values())
      if (
        held.matcher.host === request.host &&
        held.matcher.matches(request) &&
        (!found || held.order.since >= found.order.since)
      )
        found = held;
    return found?.spoilage ?? null;
  }

  /** Orders that still hold something, oldest first. */
  active(): ActiveOrder[] {
    const orders = new Set<Order>();
    const all = [this.hosts, this.checks, this.resolvers, this.vantages, this.chains, this.windows];
    for (const map of all) for (const { order } of map.values()) orders.add(order);
    const heldBy = (order: Order, map: ReadonlyMap<string, Held>) =>
      [...map].filter(([, held]) => held.order === order).map(([name]) => name);
    return [...orders]
      .sort((a, b) => a.since - b.since)
      .map((order) => ({
        ...order,
        hosts: heldBy(order, this.hosts),
        checks: heldBy(order, this.checks),
        resolvers: heldBy(order, this.resolvers),
        vantages: heldBy(order, this.vantages),
        chains: heldBy(order, this.chains),
        windows: heldBy(order, this.windows),
      }));
  }
}
