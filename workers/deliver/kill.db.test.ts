import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { openTransaction } from "#db/testing/open-transaction.ts";
import { stableId } from "#domain/incident/identity.ts";
import { openPostOffice, type PostOffice } from "#workers/deliver/testing/post-office.ts";
import type { SenderRequest } from "#workers/deliver/testing/sender.ts";
import { makeAuthority } from "#workers/probe/testing/certificates.ts";
import { type DnsServer, startDns } from "#workers/probe/testing/dns-server.ts";
import { startHttps, type TestServer } from "#workers/probe/testing/servers.ts";

const database = testDatabase();
const SENDER = fileURLToPath(new URL("testing/sender.ts", import.meta.url));
/** Longer than a lease: what one that is killed had taken is free for the next. */
const AHEAD_MS = 120_000;
const SOON = { timeout: 20_000, interval: 20 };

interface Received {
  readonly id: string;
  readonly body: string;
}

let office: PostOffice;
let receiver: TestServer;
let dns: DnsServer;
let authority: Awaited<ReturnType<typeof makeAuthority>>;
const received: Received[] = [];
const children: ChildProcess[] = [];
/** What the receiver does with a request that it has whole. */
let answer: (response: ServerResponse) => void | Promise<void>;
const agree = (response: ServerResponse) => {
  response.writeHead(204).end();
};
let isResolverSilent = false;

beforeAll(async () => {
  authority = await makeAuthority();
  receiver = await startHttps(await authority.issue({ names: ["hooks.example.org"] }), async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ id: String(request.headers["webhook-id"]), body: Buffer.concat(chunks).toString() });
    await answer(response);
  });
  dns = await startDns(() => (isResolverSilent ? "silent" : { addresses: ["127.0.0.1"] }));
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await Promise.all([receiver.close(), dns.close()]);
});

/** A sender whose clock is `generation` leases ahead, which has taken over from those before it. */
function startSender(generation: number): { readonly name: string; kill(): Promise<void> } {
  const name = `sender-${generation}`;
  const request: SenderRequest = {
    databaseUrl: database.url,
    name,
    aheadMs: generation * AHEAD_MS,
    dns: dns.address,
    port: receiver.port,
    ca: authority.cert,
  };
  const child = spawn(process.execPath, ["--import", "tsx", SENDER, JSON.stringify(request)], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  children.push(child);
  const gone = once(child, "exit");
  return {
    name,
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/** Where a sender stands still until it is let go. */
interface Hold {
  reached(): Promise<void>;
  release(): Promise<void>;
}

/** Another session has what the sender needs next. @param waiting the beginning of the statement that then waits */
async function heldBy(statements: readonly string[], sender: string, waiting: RegExp): Promise<Hold> {
  const session = await openTransaction(database.sql);
  for (const statement of statements) await session.tx.unsafe(statement);
  return {
    reached: () =>
      vi.waitFor(async () => {
        const rows = await database.sql<{ query: string }[]>`
          select query from pg_stat_activity where application_name = ${sender} and wait_event_type = 'Lock'`;
        expect(rows.map(({ query }) => query.trim())).toContainEqual(expect.stringMatching(waiting));
      }, SOON),
    release: () => session.rollback(),
  };
}

/** The receiver has the whole request and does as it is told. */
function atReceiver(act: (response: ServerResponse) => Promise<Hold | null>): Hold {
  let hold: Hold | null = null;
  let reached = () => {};
  const whole = new Promise<void>((resolve) => {
    reached = resolve;
  });
  answer = async (response) => {
    hold = await act(response);
    reached();
  };
  return {
    reached: async () => {
      await whole;
      await hold?.reached();
    },
    release: async () => {
      await hold?.release();
    },
  };
}

interface Point {
  readonly name: string;
  hold(sender: string): Hold | Promise<Hold>;
  /** What of the delivery is on record while its sender is dead: state and attempts begun. */
  readonly left: readonly [string, number] | null;
  /** How often the receiver has it in the end. */
  readonly received: number;
}

const POINTS: readonly Point[] = [
  {
    name: "while the delivery is made of what happened",
    hold: (sender) => heldBy(["lock table delivery in exclusive mode"], sender, /^insert into delivery /),
    left: null,
    received: 1,
  },
  {
    name: "before it is taken",
    hold: (sender) =>
      heldBy(["select from lease where name = 'claiming deliveries' for update"], sender, /^insert into lease/),
    left: ["pending", 0],
    received: 1,
  },
  {
    name: "while it is taken",
    hold: (sender) =>
      heldBy(["lock table delivery_attempt in exclusive mode"], sender, /^insert into delivery_attempt/),
    left: ["pending", 0],
    received: 1,
  },
  {
    name: "after it was taken, before anything is sent",
    hold: () => {
      isResolverSilent = true;
      const before = dns.questions.length;
      return {
        reached: () => vi.waitFor(() => expect(dns.questions.length).toBeGreaterThan(before), SOON),
        release: async () => {
          isResolverSilent = false;
        },
      };
    },
    left: ["inflight", 1],
    received: 1,
  },
  {
    name: "after the request was sent, before the answer",
    hold: () => atReceiver(async () => null),
    left: ["inflight", 1],
    received: 2,
  },
  {
    name: "after the answer, before it is recorded",
    hold: (sender) =>
      atReceiver(async (response) => {
        const hold = await heldBy(["select from delivery_attempt for update"], sender, /^update delivery_attempt/);
        agree(response);
        return hold;
      }),
    left: ["inflight", 1],
    received: 2,
  },
  {
    name: "while it is recorded",
    hold: (sender) =>
      atReceiver(async (response) => {
        const hold = await heldBy(["select from subscription for update"], sender, /for update$/);
        agree(response);
        return hold;
      }),
    left: ["inflight", 1],
    received: 2,
  },
];

const deliveryOf = async (group: string) => {
  const [row] = await database.sql<{ id: string; state: string; attempts: number }[]>`
    select id, state, attempts from delivery where subject = ${`incident/${group}`}`;
  return row ?? null;
};

describe("a process that delivers and is killed", () => {
  it("at any point of sending loses nothing, and the next one sends it under the same id, the same bytes", {
    timeout: 180_000,
  }, async () => {
    answer = agree;
    office = await openPostOffice(
      database.sql,
      database.db,
      POINTS.map((_, n) => `service-${n}`),
    );
    office.now = Date.now() - 60_000;
    await office.subscribe({}, { url: `https://hooks.example.org:${receiver.port}/hook` });
    let sender = startSender(0);
    // It runs once it has looked for deliveries.
    const taken = () => database.sql`select from lease where name = 'claiming deliveries' and holder = ${sender.name}`;
    for (const [n, point] of POINTS.entries()) {
      await vi.waitFor(async () => expect(await taken()).toHaveLength(1), SOON);
      office.now = Date.now() + n * AHEAD_MS;
      const group = stableId("group", point.name);
      const hold = await point.hold(sender.name);
      await office.fail(`service-${n}`, { group });
      if (point.left !== null) await vi.waitFor(async () => expect(await deliveryOf(group)).not.toBeNull(), SOON);
      await hold.reached();
      await sender.kill();
      await hold.release();
      // A session without its client ends as soon as it is let go: nothing of what it had begun is left.
      const sessions = () => database.sql`select from pg_stat_activity where application_name = ${sender.name}`;
      await vi.waitFor(async () => expect(await sessions()).toHaveLength(0), SOON);
      const left = await deliveryOf(group);
      expect([point.name, left && [left.state, left.attempts]]).toEqual([point.name, point.left]);

      answer = agree;
      sender = startSender(n + 1);
      await vi.waitFor(async () => expect((await deliveryOf(group))?.state).toBe("ok"), SOON);
      const { id = "", attempts } = (await deliveryOf(group)) ?? {};
      const mine = received.filter((one) => one.id === `msg_${id}`);
      expect([point.name, mine.length]).toEqual([point.name, point.received]);
      expect(new Set(mine.map(({ body }) => body)).size).toBe(1);
      // The attempt that was cut off has no end; the one that succeeded is the only one that has.
      const ends = await database.sql<{ status: number | null }[]>`
        select status from delivery_attempt where delivery_id = ${id} order by number`;
      expect([point.name, attempts, ends.map(({ status }) => status)]).toEqual([
        point.name,
        ends.length,
        [...Array((point.left?.[1] ?? 0) as number).fill(null), 204],
      ]);
    }
    await sender.kill();
    expect(new Set(received.map(({ id }) => id)).size).toBe(POINTS.length);
  });
});
