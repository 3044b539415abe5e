import type { RequestListener, ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { stableId } from "#domain/incident/identity.ts";
import { PUBLIC_TARGETS } from "#domain/publish/webhook/target.ts";
import { createSender } from "#workers/deliver/send.ts";
import { openPostOffice, type PostOffice } from "#workers/deliver/testing/post-office.ts";
import { startHttp, startTcp, type TestServer } from "#workers/probe/testing/servers.ts";

/** The whole way over real connections: from what happened to what is on record of the answer. */
const database = testDatabase();
const servers: TestServer[] = [];
let office: PostOffice;
const send = createSender({
  rules: { ...PUBLIC_TARGETS, loopbackOnly: true },
  resolve: () => Promise.reject(new Error("a name was asked for")),
  totalMs: 200,
});

beforeEach(async () => {
  office = await openPostOffice(database.sql, database.db, ["alpha", "beta", "gamma"]);
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(listener: RequestListener): Promise<string> {
  const server = await startHttp(listener);
  servers.push(server);
  return `http://127.0.0.1:${server.port}/hook`;
}
async function serveBytes(bytes: string): Promise<string> {
  const server = await startTcp((socket) => socket.once("data", () => socket.write(bytes)));
  servers.push(server);
  return `http://127.0.0.1:${server.port}/hook`;
}
/** One outage, told to one receiver. */
async function outageAt(url: string): Promise<string> {
  const id = await office.subscribe({}, { url });
  await office.fail("alpha");
  await office.teller().pass();
  return id;
}
/** Everything that is due now goes out; then the clock goes to when the next is. */
async function sendDue(): Promise<void> {
  const deliverer = office.deliverer({ send });
  while ((await deliverer.pass()) > 0) await deliverer.settled();
  const [row] = await database.sql<{ at: Date | null }[]>`
    select min(next_at) as at from delivery where done_at is null`;
  office.now = Math.max(office.now, row?.at?.getTime() ?? office.now);
}
const attempts = () =>
  database.sql<{ status: number | null; reason: string | null }[]>`
    select status, reason from delivery_attempt order by id`;
const state = async () => {
  const [row] = await database.sql<{ delivery: string; subscription: string; why: string | null; wait: number }[]>`
    select d.state as delivery, s.state as subscription, s.disabled_reason as why,
      (extract(epoch from d.next_at - a.at) * 1000)::int as wait
    from delivery d join subscription s on s.id = d.subscription_id
    left join lateral (select at from delivery_attempt where delivery_id = d.id order by number desc limit 1) a on true
    where d.type = 'incident.created'`;
  return row;
};

describe("a receiver that", () => {
  it.each([1, 4, 9])("fails %i times and then answers has it, under one id", async (failures) => {
    const ids: unknown[] = [];
    const url = await serve((request, response) => {
      ids.push(request.headers["webhook-id"]);
      response.writeHead(ids.length <= failures ? 500 : 200).end("ok");
    });
    await outageAt(url);
    for (let n = 0; n <= failures + 2; n += 1) await sendDue();
    expect([ids.length, new Set(ids).size]).toEqual([failures + 1, 1]);
    expect(await state()).toMatchObject({ delivery: "ok", subscription: "active" });
  });

  it("takes the request and stalls is given up on, and asked again in five seconds", async () => {
    await outageAt(await serve(() => {}));
    await sendDue();
    expect(await attempts()).toEqual([{ status: null, reason: "no answer in 0.2 s" }]);
    expect(await state()).toMatchObject({ delivery: "pending", wait: 5_000 });
  });

  it("sends its head letter by letter is given up on as well", async () => {
    const url = await serve((request) => {
      let letters = 0;
      const drip = () => {
        if (request.socket.destroyed) return;
        request.socket.write(letters === 0 ? "HTTP/1.1 200 OK\r\nx-y: " : "z");
        letters += 1;
        setTimeout(drip, 10);
      };
      drip();
    });
    await outageAt(url);
    await sendDue();
    expect(await attempts()).toEqual([{ status: null, reason: "no answer in 0.2 s" }]);
    expect((await state())?.delivery).toBe("pending");
  });

  it.each([301, 302, 303, 307, 308])("redirects (%i) has failed: nobody goes where it leads", async (status) => {
    let led = 0;
    const elsewhere = await serve((_, response) => {
      led += 1;
      response.writeHead(200).end();
    });
    await outageAt(await serve((_, response) => response.writeHead(status, { location: elsewhere }).end()));
    await sendDue();
    await sendDue();
    expect(led).toBe(0);
    expect(await attempts()).toEqual([
      { status, reason: null },
      { status, reason: null },
    ]);
    expect((await state())?.delivery).toBe("pending");
  });

  it("answers 410 is told nothing more, of this or of anything", async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.writeHead(410).end();
    });
    await outageAt(url);
    await office.fail("beta", { group: stableId("another") });
    await sendDue();
    expect(await state()).toMatchObject({ delivery: "dead", subscription: "disabled", why: "gone" });
    office.now += 86_400_000;
    await office.fail("gamma");
    await office.teller().pass();
    await sendDue();
    expect(asked).toBe(1);
  });

  it.each([
    ["30", 30_000],
    ["0", 5_000],
    ["999999999", 86_400_000],
    ["soon", 5_000],
  ])("answers 429 and Retry-After: %s is asked again after %i ms", async (retryAfter, wait) => {
    await outageAt(await serve((_, response) => response.writeHead(429, { "retry-after": retryAfter }).end()));
    await sendDue();
    expect(await state()).toMatchObject({ delivery: "pending", wait });
  });

  it.each([
    [
      "wants to speak another protocol",
      "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
    ],
    ["speaks none", "220 mail.example.org ESMTP\r\n"],
    ["answers with a head without end", `HTTP/1.1 200 OK\r\nx-y: ${"z".repeat(100_000)}`],
  ])("%s has failed, and holds up nobody else's", async (_, bytes) => {
    const fine: unknown[] = [];
    const url = await serve((request, response) => {
      fine.push(request.headers["webhook-id"]);
      response.writeHead(204).end();
    });
    await office.subscribe({}, { url });
    await outageAt(await serveBytes(bytes));
    await sendDue();
    expect(fine).toHaveLength(1);
    const states = await database.sql<{ state: string }[]>`select state from delivery order by state`;
    expect(states.map((row) => row.state)).toEqual(["ok", "pending"]);
  });
});

describe("two workers", () => {
  it("never send one delivery at the same time, nor more than two to one host, and each of 80 arrives once", async () => {
    const [flying, arrived] = [new Map<string, number>(), new Map<string, number>()];
    const worst = { perDelivery: 0, perHost: 0 };
    const held: ServerResponse[] = [];
    const listen = (): RequestListener => {
      let here = 0;
      return (request, response) => {
        const id = String(request.headers["webhook-id"]);
        const now = (flying.get(id) ?? 0) + 1;
        flying.set(id, now);
        here += 1;
        arrived.set(id, (arrived.get(id) ?? 0) + 1);
        worst.perDelivery = Math.max(worst.perDelivery, now);
        worst.perHost = Math.max(worst.perHost, here);
        response.once("close", () => {
          flying.set(id, (flying.get(id) ?? 0) - 1);
          here -= 1;
        });
        held.push(response);
      };
    };
    const [hosts, each] = [8, 10];
    for (let host = 0; host < hosts; host += 1) {
      const url = await serve(listen());
      for (let n = 0; n < each; n += 1) await office.subscribe({}, { url: `${url}/${n}` });
    }
    await office.fail("alpha");
    await office.teller().pass();
    const slow = createSender({
      rules: { ...PUBLIC_TARGETS, loopbackOnly: true },
      resolve: () => Promise.reject(new Error("a name was asked for")),
    });
    const workers = ["one", "other"].map((holder) => office.deliverer({ holder, send: slow }));
    const undone = async () => {
      const rows = await database.sql<{ n: number }[]>`
        select count(*)::int as n from delivery where done_at is null`;
      return rows[0]?.n ?? 0;
    };
    let taken = 0;
    for (let left = await undone(); left > 0; left = await undone()) {
      // Both look at the same moment, twice, while what they took before is still on its way.
      for (let look = 0; look < 2; look += 1) {
        for (const n of await Promise.all(workers.map((worker) => worker.pass()))) taken += n;
      }
      await vi.waitFor(() => expect(held.length).toBe(Math.min(left, 2 * hosts)), { timeout: 10_000, interval: 5 });
      for (const response of held.splice(0)) response.writeHead(204).end();
      await Promise.all(workers.map((worker) => worker.settled()));
      office.now += 1_000;
    }
    expect(worst).toEqual({ perDelivery: 1, perHost: 2 });
    expect([taken, arrived.size, Math.max(...arrived.values())]).toEqual([hosts * each, hosts * each, 1]);
    const [row] = await database.sql`select count(*)::int as attempts from delivery_attempt where status = 204`;
    expect(row).toEqual({ attempts: hosts * each });
  }, 60_000);
});
