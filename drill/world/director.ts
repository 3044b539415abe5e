import type { EpochMs } from "#domain/time.ts";
import type { Controllable } from "#drill/world/control.ts";
import type { DoorMode, Doors } from "#drill/world/doors.ts";
import type { FaultBook } from "#drill/world/fault-book.ts";
import type { FailReply, HealReply, ListReply, Refusal, StatusReply } from "#drill/world/messages.ts";
import type { Orders } from "#drill/world/orders.ts";
import { overviewOf } from "#drill/world/overview.ts";
import type { Plan } from "#drill/world/plan.ts";
import type { Chronicle } from "#drill/world/press/chronicle.ts";
import { failingNow } from "#drill/world/press/failing.ts";
import type { Press } from "#drill/world/press/press.ts";
import type { Tally } from "#drill/world/tally.ts";

export interface DirectorParts {
  readonly plan: Plan;
  readonly book: FaultBook;
  readonly orders: Orders;
  readonly doors: Doors;
  readonly tally: Tally;
  readonly chronicle: Chronicle;
  readonly press: Press;
  readonly dns: string;
  readonly now: () => EpochMs;
}

/** Runs the world while it stands: takes orders one after the other and brings the listeners to what the book says. */
export class Director implements Controllable {
  readonly #parts: DirectorParts;
  readonly #since: EpochMs;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: DirectorParts) {
    this.#parts = parts;
    this.#since = parts.now();
  }

  list(): ListReply {
    return overviewOf(this.#parts.plan);
  }

  status(): StatusReply {
    const { tally, orders, press, dns, now } = this.#parts;
    return {
      pid: process.pid,
      since: this.#since,
      now: now(),
      dns,
      requests: tally.requests,
      spoiled: tally.spoiled,
      asked: tally.asked(),
      unanswered: tally.unanswered(),
      madeUp: tally.madeUp(),
      orders: orders.active(),
      posted: press.posted(now()),
    };
  }

  /** When the listeners cannot follow an order it is taken back, so that nothing is claimed that is not so. */
  fail(target: string, fault?: string): Promise<FailReply | Refusal> {
    return this.#inTurn(async () => {
      const result = this.#parts.orders.fail(target, fault);
      if ("refusal" in result) return result;
      try {
        await this.#settle();
        return result;
      } catch (error) {
        this.#parts.orders.revoke(result.target, result.fault);
        await this.#settle();
        return { refusal: `${result.fault} did not work at ${result.target}: ${String(error)}`, near: [] };
      }
    });
  }

  heal(target?: string): Promise<HealReply | Refusal> {
    return this.#inTurn(async () => {
      const result = this.#parts.orders.heal(target);
      await this.#settle();
      return result;
    });
  }

  /** Brings the listeners to what the book says, and lets the clouds and vendors know. */
  async #settle(): Promise<void> {
    const { book, doors, plan, chronicle, now } = this.#parts;
    const modeOf = (host: string): DoorMode => {
      const fault = book.hosts.get(host)?.fault;
      if (fault === "tcp.refused") return "closed";
      return fault === "tcp.timed_out" ? "dark" : "open";
    };
    await doors.settle(modeOf);
    chronicle.follow(failingNow(book.active(), plan), now());
  }

  /** An order that moves listeners must not meet another that does. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const next = this.#last.then(task, task);
    this.#last = next.catch(() => undefined);
    return next;
  }
}
