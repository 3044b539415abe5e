import type { Drizzle, Sql } from "#db/client.ts";
import type { SealingKeys } from "#db/sealing.ts";
import { deleteOldDeliveries } from "#db/write/deliveries.ts";
import { keepSubscriptions } from "#db/write/subscriptions.ts";
import type { Clock } from "#workers/clock.ts";
import { createDeliverer } from "#workers/deliver/deliver.ts";
import type { Send } from "#workers/deliver/send.ts";
import { createTeller } from "#workers/deliver/tell.ts";
import { timelyLoops } from "#workers/keep/loop.ts";
import type { Log } from "#workers/log.ts";
import type { OwnNetwork } from "#workers/vantage/gate.ts";

const TELL_MS = 2_000;
const SEND_MS = 1_000;
const KEEP_MS = 600_000;

/** What delivering needs beyond what every duty has. */
export interface Webhooks {
  /** Reads groups as pages do. */
  readonly db: Drizzle;
  readonly keys: SealingKeys;
  /** Origin of this instance's site. */
  readonly site: string;
  readonly send: Send;
  /** From 0 to 1. */
  readonly random: () => number;
}

export interface WebhooksOptions extends Webhooks {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly holder: string;
  readonly userAgent: string;
  /** False while the clock is known to be wrong: nothing is told, and no lease taken, by it. */
  readonly isTimely: () => boolean;
  /** While our own network is gone, nothing is sent: a receiver is not to be blamed for that. */
  readonly gate: OwnNetwork;
}

/** Tells subscribers what happened. Every worker may: who makes deliveries holds a lease, who sends one a lease of its row. */
export function startWebhooks({ clock, log, isTimely, ...rest }: WebhooksOptions): { stop(): Promise<void> } {
  const { sql } = rest;
  const now = () => clock.now();
  const warn = (name: string) => (error: unknown) => log.warn({ err: error }, `${name} failed; it will be tried again`);
  const teller = createTeller({ ...rest, now });
  const deliverer = createDeliverer({
    ...rest,
    now,
    monotonic: () => clock.monotonic(),
    onError: warn("a delivery"),
  });
  const loop = timelyLoops({ clock, log, isTimely });
  const loops = [
    loop("making deliveries", TELL_MS, () => teller.pass()),
    loop("sending deliveries", SEND_MS, async () => {
      if (!rest.gate.gated) await deliverer.pass();
    }),
    loop("keeping subscriptions", KEEP_MS, async () => {
      await sql.begin((tx) => keepSubscriptions(tx, now()));
      await sql.begin((tx) => deleteOldDeliveries(tx, now()));
    }),
  ];
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
      await deliverer.stop();
      await teller.release().catch(warn("giving up a lease"));
    },
  };
}
