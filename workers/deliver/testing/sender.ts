/**
 * For tests: a process that delivers as a worker does and that can be killed as one. Its argument is a `SenderRequest`; it lives
 * until its standard input ends.
 */
import { connect, connectDrizzle } from "#db/client.ts";
import { PUBLIC_TARGETS } from "#domain/publish/webhook/target.ts";
import { createClock } from "#workers/clock.ts";
import { createResolve } from "#workers/deliver/resolve.ts";
import { createSender } from "#workers/deliver/send.ts";
import { KEYS, SITE } from "#workers/deliver/testing/post-office.ts";
import { startWebhooks } from "#workers/deliver/webhooks.ts";
import { createLog } from "#workers/log.ts";
import { isLoopbackAddress } from "#workers/public-address.ts";
import { ONLINE } from "#workers/testing/online.ts";

export interface SenderRequest {
  readonly databaseUrl: string;
  /** Unlike any other's; its sessions have this name, too. */
  readonly name: string;
  /** How far ahead of the machine its clock is: the lease of one that was killed is over by then. */
  readonly aheadMs: number;
  /** Resolver and receivers' port on loopback, and who vouches for them. */
  readonly dns: string;
  readonly port: number;
  readonly ca: string;
}

const { databaseUrl: url, name, aheadMs, dns, port, ca }: SenderRequest = JSON.parse(process.argv[2] ?? "");
startWebhooks({
  gate: ONLINE,
  sql: connect({ url, name }),
  db: connectDrizzle({ url, name, max: 1 }).db,
  clock: createClock({ origin: Date.now() + aheadMs }),
  log: createLog(name, "warn"),
  holder: name,
  keys: KEYS,
  site: SITE,
  userAgent: "Faultline/test",
  random: Math.random,
  isTimely: () => true,
  send: createSender({
    rules: { ...PUBLIC_TARGETS, ports: [port] },
    resolve: createResolve({ dns }),
    isAllowed: isLoopbackAddress,
    ca: [ca],
  }),
});
process.stdin.on("close", () => process.exit(0)).resume();
