import { type LocatedCheck, locateChecks } from "#domain/check/flatten.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Registry } from "#drill/world/answers/registry.ts";
import type { FaultBook, Order } from "#drill/world/fault-book.ts";
import {
  APPLICATION_FAULTS,
  type ApplicationFault,
  CONNECTION_FAULTS,
  type ConnectionFault,
  isAnnouncement,
  isConnectionFault,
  readFault,
} from "#drill/world/fault-kinds.ts";
import type { Matcher } from "#drill/world/match.ts";
import type { FailReply, HealReply, Refusal } from "#drill/world/messages.ts";
import type { WorldModel } from "#drill/world/model.ts";
import type { Plan } from "#drill/world/plan.ts";
import { rehearse, type Spoilage, type Stage } from "#drill/world/rehearse.ts";
import { sampleRequest } from "#drill/world/sample-request.ts";
import { findTarget, nearTargets, type Target } from "#drill/world/targets.ts";

export interface OrderParts {
  readonly plan: Plan;
  readonly book: FaultBook;
  readonly model: WorldModel;
  readonly registry: Registry;
  /** How the request of each check is recognised, by id. */
  readonly matchers: ReadonlyMap<string, Matcher>;
  readonly now: () => EpochMs;
}

/** Turns what a person orders into entries of the fault book, and back. */
export class Orders {
  readonly #parts: OrderParts;

  constructor(parts: OrderParts) {
    this.#parts = parts;
  }

  fail(targetText: string, faultText: string | undefined): FailReply | Refusal {
    const target = findTarget(targetText, this.#parts.plan);
    if (!target) return this.#noSuchTarget(targetText);
    if (target.vantage !== undefined) return this.#failVantage(target, target.vantage, faultText);
    if (faultText === undefined) return refuse(`What shall fail at ${targetText}? Name a fault.`);
    const read = readFault(faultText);
    if ("refusal" in read) return refuse(read.refusal);
    const order = { target: target.text, fault: read.fault, since: this.#parts.now() };
    if (isAnnouncement(read.fault)) return this.#announce(order, target);
    if (target.resolver !== undefined) return this.#failResolver(order, target.resolver);
    if (isConnectionFault(read.fault)) return this.#failHosts(order, read.fault, target);
    if (target.chain !== undefined && (read.fault === "payload.halted" || read.fault === "payload.stale"))
      return this.#failChain(order, target, target.chain);
    return this.#failChecks(order, read.fault, target);
  }

  #noSuchTarget(text: string): Refusal {
    const { plan } = this.#parts;
    const closed = locateChecks(plan.catalog).some(({ id }) => id === text || id.startsWith(`${text}/`));
    if (closed) return refuse(`${text} is retired or disabled: nothing probes it, so there is nothing to fail.`);
    return { refusal: `There is no target "${text}".`, near: nearTargets(text, plan) };
  }

  #failVantage(target: Target, name: string, fault: string | undefined): FailReply | Refusal {
    if (fault !== undefined && fault !== "network")
      return refuse(`A vantage can only lose its network: fail vantage:${name}`);
    const order: Order = { target: target.text, fault: "network", since: this.#parts.now() };
    this.#parts.book.vantages.set(name, { order });
    return reply(order, `${name} has no network: its questions and requests get nothing, the controls' too`);
  }

  /** Nothing fails: the vendors of what is named announce work on it, each on its own page. */
  #announce(order: Order, target: Target): FailReply | Refusal {
    const { plan, book } = this.#parts;
    const listed = new Set(plan.press.pages.flatMap(({ components }) => components.map(({ id }) => id)));
    const ids = target.checks.map(({ service, component }) => `${service.slug}/${component.slug}`);
    const announced = [...new Set(ids)].filter((id) => listed.has(id));
    if (announced.length === 0) return refuse(`${target.text} has no status page in the world that could announce it.`);
    for (const id of announced) book.windows.set(id, { order });
    const pages = plan.press.pages.filter(({ components }) => components.some(({ id }) => announced.includes(id)));
    const hosts = pages.map(({ host }) => host).join(", ");
    return reply(order, `${hosts} announces work on ${announced.join(", ")} from now on; nothing fails by that alone`);
  }

  #failResolver(order: Order, name: string): FailReply | Refusal {
    const { fault } = order;
    if (!isConnectionFault(fault) || !fault.startsWith("dns."))
      return refuse(
        `${order.target} is a DNS resolver: it can fail by dns.unreachable, dns.failed or dns.name_not_resolved.`,
      );
    this.#parts.book.resolvers.set(name, { order, fault });
    return reply(order, CONNECTION_FAULTS[fault]);
  }

  #failHosts(order: Order, fault: ConnectionFault, target: Target): FailReply | Refusal {
    const { sites } = this.#parts.plan;
    const hits = target.hosts.flatMap((host) => sites.get(host) ?? []);
    // A name without a port is only resolved; a plain port has no TLS to break.
    const fit = hits.filter(({ ports }) => {
      const kinds = [...ports.values()];
      if (fault.startsWith("dns.") || fault === "moved") return true;
      return fault.startsWith("tls.") ? kinds.includes("tls") : kinds.length > 0;
    });
    if (fit.length === 0)
      return refuse(`${fault} cannot happen at ${target.text}: ${why(fault)}. Any dns.* or http.* fault can.`);
    for (const { host } of fit) this.#parts.book.hosts.set(host, { order, fault });
    const named = new Set(target.checks.map(({ id }) => id));
    const hosts = fit.map(({ host, address, checks }) => ({
      host,
      address,
      others: checks.map(({ id }) => id).filter((id) => !named.has(id)),
    }));
    const hit = fit.flatMap(({ checks }) => checks.map(({ id }) => id)).filter((id) => named.has(id));
    const untouched = target.checks.map(({ id }) => id).filter((id) => !hit.includes(id));
    return { ...reply(order, CONNECTION_FAULTS[fault]), hit, hosts, untouched };
  }

  #failChain(order: Order, target: Target, slug: string): FailReply {
    const { book, model } = this.#parts;
    const really = order.fault === "payload.halted";
    const limits = target.checks.map(({ check }) =>
      check.signal === "chain_head" ? (check.freshness?.critS ?? 0) : 0,
    );
    const beyond = really ? 0 : (Math.max(0, ...limits) + 60) * 1000;
    book.chains.set(slug, { order, really });
    model.freezeChain(slug, order.since - beyond);
    const does = really
      ? "block production stops for every operator; checks notice when the head is older than their limits"
      : "every operator serves a head that is older than the checks' limits";
    return { ...reply(order, does), hit: target.checks.map(({ id }) => id) };
  }

  #failChecks(order: Order, fault: ApplicationFault, target: Target): FailReply | Refusal {
    const untouched: string[] = [];
    const hit: string[] = [];
    let later = 0;
    for (const located of target.checks) {
      const spoilage = this.#rehearse(located, fault, order.since);
      const matcher = this.#parts.matchers.get(located.id);
      if (!spoilage || !matcher) untouched.push(located.id);
      else {
        this.#parts.book.checks.set(located.id, { order, spoilage, matcher });
        hit.push(located.id);
        if (spoilage.frozenAt === order.since) later++;
      }
    }
    if (hit.length === 0) return this.#refuseAll(fault, target);
    const does =
      later === 0
        ? APPLICATION_FAULTS[fault]
        : `${APPLICATION_FAULTS[fault]}; ${later} of them only see that a number moves no more, and need their time`;
    return { ...reply(order, does), hit, sameRequest: this.#twins(hit), untouched };
  }

  /** Which faults would do, said for the first check of the target: all of them are usually alike. */
  #refuseAll(fault: ApplicationFault, target: Target): Refusal {
    const [first] = target.checks;
    if (!first)
      return refuse(
        `${target.text} has no request that ${fault} could spoil: only dns.*, tcp.* and tls.* faults can hit it.`,
      );
    const can = (Object.keys(APPLICATION_FAULTS) as ApplicationFault[]).filter((one) =>
      this.#rehearse(first, one, this.#parts.now()),
    );
    return refuse(
      `${target.text} would not show ${fault}. ${first.id} can fail by ${can.join(", ")}, and by any dns.*, tcp.* or tls.* fault.`,
    );
  }

  #rehearse(located: LocatedCheck, fault: ApplicationFault, now: EpochMs): Spoilage | null {
    const { plan, registry, model } = this.#parts;
    // Made anew for each instant: a signature is only good for seconds.
    const requestAt = (at: EpochMs) => sampleRequest(located, plan, at, (id) => this.#headOf(id, now));
    const request = requestAt(now);
    if (!request) return null;
    const stage: Stage = {
      now,
      request,
      answer: (at, { frozenAt, halted }) => {
        const view = { now: at, at: frozenAt ?? at, halted, model };
        const asked = requestAt(at) ?? request;
        return registry.answer(asked, view) ?? registry.madeUp(asked, view);
      },
    };
    return rehearse(located, fault, stage);
  }

  /** The head that a variable of a request stands for. */
  #headOf(checkId: string, now: EpochMs): number {
    const located = this.#parts.plan.checks.get(checkId);
    const slug = located?.check.chain ?? located?.component.chain;
    return slug === undefined ? 0 : this.#parts.model.chain(slug).head(now);
  }

  /** Checks that were not named but send a request that one of the named ones sends too. */
  #twins(hit: readonly string[]): string[] {
    const named = new Set(hit);
    const { plan, now } = this.#parts;
    const matchers = hit.flatMap((id) => this.#parts.matchers.get(id) ?? []);
    const hosts = new Set(matchers.map(({ host }) => host));
    return [...plan.checks.values()]
      .filter((one) => !named.has(one.id) && hosts.has(this.#parts.matchers.get(one.id)?.host ?? ""))
      .filter((one) => {
        const request = sampleRequest(one, plan, now(), (id) => this.#headOf(id, now()));
        return request !== null && matchers.some((matcher) => matcher.matches(request));
      })
      .map(({ id }) => id);
  }

  /** Makes a target well, whatever has hit it; everything, without one. */
  heal(targetText: string | undefined): HealReply | Refusal {
    const { book, plan } = this.#parts;
    const target = findTarget(targetText ?? "all", plan);
    if (!target) return this.#noSuchTarget(targetText ?? "all");
    const everything = targetText === undefined || target.kind === "all";
    const healed = new Set<Order>();
    const drop = <T extends { order: Order }>(map: Map<string, T>, names: Iterable<string>) => {
      for (const name of [...names]) {
        const held = map.get(name);
        if (held) healed.add(held.order);
        map.delete(name);
      }
    };
    for (const chain of everything ? [...book.chains.keys()] : [target.chain ?? ""]) this.#resume(chain);
    drop(book.chains, everything ? book.chains.keys() : [target.chain ?? ""]);
    drop(book.hosts, everything ? book.hosts.keys() : target.hosts);
    drop(book.checks, everything ? book.checks.keys() : target.checks.map(({ id }) => id));
    drop(book.vantages, everything ? book.vantages.keys() : [target.vantage ?? ""]);
    drop(book.resolvers, everything ? book.resolvers.keys() : [target.resolver ?? ""]);
    const components = target.checks.map(({ service, component }) => `${service.slug}/${component.slug}`);
    drop(book.windows, everything ? book.windows.keys() : components);
    return { healed: [...healed].map(({ target, fault }) => ({ target, fault })), left: this.active() };
  }

  /** Takes an order back that could not be carried out. */
  revoke(target: string, fault: string): void {
    const { book } = this.#parts;
    const isIt = ({ order }: { order: Order }) => order.target === target && order.fault === fault;
    for (const map of [book.hosts, book.checks, book.resolvers, book.vantages, book.chains, book.windows])
      for (const [name, held] of map) if (isIt(held)) map.delete(name);
  }

  /** What is broken now. */
  active(): HealReply["left"] {
    return this.#parts.book.active().map(plain);
  }

  #resume(chain: string): void {
    const held = this.#parts.book.chains.get(chain);
    if (held) this.#parts.model.resumeChain(chain, this.#parts.now(), held.really);
  }
}

function plain(order: ReturnType<FaultBook["active"]>[number]): HealReply["left"][number] {
  const { hosts, checks, resolvers, vantages, chains, windows, ...rest } = order;
  return {
    ...rest,
    hosts: [...hosts],
    checks: [...checks],
    resolvers: [...resolvers],
    vantages: [...vantages],
    chains: [...chains],
    windows: [...windows],
  };
}

function refuse(refusal: string): Refusal {
  return { refusal, near: [] };
}

function reply({ target, fault }: Order, does: string): FailReply {
  return { target, fault, does, hit: [], hosts: [], sameRequest: [], untouched: [] };
}

function why(fault: ConnectionFault): string {
  return fault.startsWith("tls.") ? "it does not speak TLS" : "nothing connects to it";
}
