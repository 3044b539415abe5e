import { resolve } from "node:path";
import type { z } from "zod";
import {
  failReply,
  healReply,
  type ListReply,
  listReply,
  refusal,
  type StatusReply,
  statusReply,
} from "#drill/world/messages.ts";
import { worldPath } from "#drill/world/paths.ts";
import { readWorldFile } from "#drill/world/running.ts";
import type { WorldFile } from "#workers/world-file.ts";

/** `npm run world -- list | fail TARGET FAULT | heal [TARGET] | status`: breaks and mends the running world. */

const USAGE = `npm run world -- list [TEXT]           what can be failed, and how
npm run world -- fail TARGET FAULT     break something
npm run world -- fail vantage:NAME     take a vantage's network away
npm run world -- fail TARGET maintenance   have its vendor announce work on its status page
npm run world -- heal [TARGET]         mend something, or everything, and end what is announced
npm run world -- status                what is broken now, and what clouds and vendors have posted

TARGET  infura  infura/polygon  infura/polygon/head  cloud:aws/us-east-1  host:NAME  chain:ethereum
        vantage:NAME  control:SLUG  resolver:ADDRESS  all
FAULT   a failure type, or stale slow halted half_open moved rate_limited geo_blocked quota bot_challenge maintenance`;

const NOT_RUNNING = "The world is not running here. Start it with: npm start -- --world";
const TIMEOUT_MS = 30_000;
const SHOWN = 12;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
// A reader that has seen enough (`| head`) is no error.
process.stdout.on("error", () => process.exit());

/** Says why on stderr. Exit 1: the world cannot be reached. Exit 2: the order makes no sense. */
class Stop extends Error {
  readonly code: 1 | 2;
  constructor(code: 1 | 2, message: string) {
    super(message);
    this.code = code;
  }
}

function findWorld(): WorldFile {
  const file = readWorldFile(worldPath(resolve(process.env.FAULTLINE_HOME ?? ".faultline")));
  if (!file) throw new Stop(1, NOT_RUNNING);
  return file;
}

async function ask<T>(path: string, schema: z.ZodType<T>, body?: object): Promise<T> {
  const { control, token } = findWorld();
  const init = {
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
  };
  const response = await fetch(`${control}${path}`, init).catch(() => {
    throw new Stop(1, NOT_RUNNING);
  });
  const answer: unknown = await response.json();
  const refused = refusal.safeParse(answer);
  if (refused.success) {
    const { near, refusal: why } = refused.data;
    throw new Stop(2, near.length > 0 ? `${why} Did you mean ${near.join(", ")}?` : why);
  }
  return schema.parse(answer);
}

function lines(title: string, items: readonly string[], shown = SHOWN): void {
  if (items.length === 0) return;
  say(title);
  for (const item of items.slice(0, shown)) say(`  ${item}`);
  if (items.length > shown) say(`  and ${items.length - shown} more`);
}

async function fail(target: string, fault: string | undefined): Promise<void> {
  const reply = await ask("/fail", failReply, fault === undefined ? { target } : { target, fault });
  say(reply.fault === "maintenance" ? `${reply.does}.` : `${reply.target} fails: ${reply.fault} (${reply.does})`);
  lines(`Hit (${reply.hit.length}):`, reply.hit);
  const shared = reply.hosts.filter(({ others }) => others.length > 0);
  lines(
    "Hit too, because they share the host:",
    shared.flatMap(({ host, others }) => others.map((id) => `${id}  (${host})`)),
  );
  lines("Hit too, because they send the same request:", reply.sameRequest);
  lines(`Not hit (${reply.untouched.length}), where this fault makes no sense:`, reply.untouched, 4);
  say(`Undo with: npm run world -- heal ${reply.target}`);
}

async function heal(target: string | undefined): Promise<void> {
  const { healed, left } = await ask("/heal", healReply, target === undefined ? {} : { target });
  if (healed.length === 0) say(`Nothing was failing ${target === undefined ? "" : `at ${target}`}`.trim());
  lines(
    "Healed:",
    healed.map((order) => `${order.target} ${order.fault}`),
  );
  lines("Still failing:", left.map(orderLine));
}

function orderLine(order: StatusReply["orders"][number]): string {
  const counts = [
    [order.hosts.length, "hosts"],
    [order.checks.length, "checks"],
    [order.resolvers.length, "resolvers"],
    [order.vantages.length, "vantages"],
    [order.chains.length, "chains"],
    [order.windows.length, "components"],
  ] as const;
  const held = counts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${n === 1 ? what.slice(0, -1) : what}`);
  return `${order.target}  ${order.fault}  since ${new Date(order.since).toISOString()}  (${held.join(", ")})`;
}

async function status(): Promise<void> {
  const { pid, since, now, dns, requests, spoiled, unanswered, madeUp, orders, posted } = await ask(
    "/status",
    statusReply,
  );
  say(`The world runs for ${Math.round((now - since) / 1000)} s (process ${pid}, DNS ${dns})`);
  say(`${requests} requests, ${spoiled} of them spoilt on purpose`);
  lines("Failing:", orders.map(orderLine));
  if (orders.length === 0) say("Nothing is failing");
  lines("Posted by clouds and vendors, the newest first:", posted.toReversed().map(postLine));
  lines(
    "Requests that no stand-in knows:",
    unanswered.map(({ request, times }) => `${request}  ${times}x`),
  );
  lines("Answers made from the checks' own rules:", madeUp);
}

function postLine({ by, title, at, closedAt }: StatusReply["posted"][number]): string {
  const over = closedAt === null ? "open" : `over at ${new Date(closedAt).toISOString()}`;
  return `${new Date(at).toISOString()}  ${by}  ${title}  (${over})`;
}

/** Every check that holds a text, with where it stands. */
function listSome({ services }: ListReply, text: string): void {
  const found = services
    .flatMap(({ checks }) => checks)
    .filter(({ id, host, region }) => `${id} ${host} ${region}`.includes(text));
  if (found.length === 0) throw new Stop(2, `Nothing is called like "${text}".`);
  lines(
    `Checks (${found.length}):`,
    found.map(({ id, host, region }) => `${id}  ${host}  ${region}`),
    500,
  );
}

async function list(text: string | undefined): Promise<void> {
  const known = await ask("/list", listReply);
  if (text !== undefined) return listSome(known, text);
  lines(
    "Services:",
    known.services.map(({ slug, checks }) => `${slug}  ${checks.length} ${checks.length === 1 ? "check" : "checks"}`),
    500,
  );
  lines(
    "Clouds, as modelled:",
    known.clouds.map(({ region, services }) => `cloud:${region}  ${services.join(" ")}`),
    100,
  );
  lines(
    "Chains:",
    known.chains.map((slug) => `chain:${slug}`),
    100,
  );
  lines(
    "Vantages:",
    known.vantages.map(({ name, address }) => `vantage:${name}  ${address}`),
    100,
  );
  lines(
    "Controls:",
    known.controls.map((slug) => `control:${slug}`),
    100,
  );
  lines(
    "Resolvers:",
    known.resolvers.map((address) => `resolver:${address}`),
    100,
  );
  const faults = (of: Record<string, string>) => Object.entries(of).map(([name, does]) => `${name}  ${does}`);
  lines("Faults of a host (they hit every check there):", faults(known.connectionFaults), 100);
  lines("Faults of an answer (they hit only what is named):", faults(known.applicationFaults), 100);
  lines("What a vendor can announce:", faults(known.announcements), 100);
}

async function main([command, first, second, ...rest]: readonly string[]): Promise<void> {
  if (rest.length > 0) throw new Stop(2, USAGE);
  if (command === "list") return list(first);
  if (command === "status" && first === undefined) return status();
  if (command === "heal" && second === undefined) return heal(first);
  if (command === "fail" && first !== undefined) return fail(first, second);
  throw new Stop(2, USAGE);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof Stop ? error.code : 1;
}
