import { once } from "node:events";
import { type ClientRequest, createServer, get, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type SaidNow, saidNow } from "#domain/publish/stream.ts";
import type { Status } from "#domain/status/status.ts";
import { createLive, type Live, type LiveOptions } from "#server/live.ts";

const saying = (version: string, statuses: Readonly<Record<string, Status>> = {}): SaidNow => ({
  version,
  headline: `h${version}`,
  statuses: new Map(Object.entries(statuses)),
});

interface Stage {
  readonly live: Live;
  readonly port: number;
  clock: number;
  /** The address that a request is said to come from. */
  readonly listen: (options?: { from?: string; lastId?: string; method?: string; path?: string }) => Promise<Heard>;
}

/** One who listens, and what he has heard so far. */
interface Heard {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly text: () => string;
  /** Resolves when what was heard matches. */
  readonly hears: (pattern: RegExp) => Promise<string>;
  readonly ended: Promise<unknown>;
  readonly leave: () => void;
}

const servers: Server[] = [];
const requests: ClientRequest[] = [];
afterEach(async () => {
  for (const request of requests.splice(0)) request.destroy();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }
});

async function stageOf(limits: LiveOptions["limits"] = {}): Promise<Stage> {
  const stage = { clock: 1_000_000 };
  const live = createLive({
    site: { secure: false },
    now: () => stage.clock,
    clientOf: (request) => String(request.headers["x-from"] ?? "somebody"),
    instance: "abc",
    limits,
  });
  const server = createServer(live.listen);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const listen: Stage["listen"] = async ({ from = "somebody", lastId, method = "GET", path = "/" } = {}) => {
    const headers = { "x-from": from, ...(lastId === undefined ? {} : { "last-event-id": lastId }) };
    const request = get({ port, host: "127.0.0.1", path, method, headers, agent: false });
    requests.push(request);
    const [response] = (await once(request, "response")) as [IncomingMessage];
    request.on("error", () => {});
    response.on("error", () => {});
    let text = "";
    response.setEncoding("utf8");
    response.on("data", (chunk: string) => {
      text += chunk;
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      text: () => text,
      hears: async (pattern) => {
        while (!pattern.test(text)) await once(response, "data");
        return text;
      },
      ended: new Promise((resolve) => response.once("end", resolve)),
      leave: () => request.destroy(),
    };
  };
  return Object.assign(stage, { live, port, listen });
}

/** Looks after each turn of the event loop: no time is waited for, only that it happens. */
async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe("who listens", () => {
  it("is told at once what holds, when to come back, and nothing that a proxy would keep", async () => {
    const { live, listen } = await stageOf();
    live.tell(saying("1"));
    const heard = await listen();
    await heard.hears(/\n\n.*\n\n/s);
    expect(heard.text()).toBe(
      'retry: 5000\n\nid: abc-1\nevent: now\ndata: {"at":"1970-01-01T00:16:40.000Z","version":"1","headline":"h1"}\n\n',
    );
    expect(heard.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
      "access-control-allow-origin": "*",
    });
  });

  it("and asks for something is refused: the stream knows no parameters", async () => {
    const { live, listen } = await stageOf();
    const refused = await listen({ path: "/api/v1/stream?service=kraken" });
    expect([refused.status, refused.headers["content-type"]]).toEqual([400, "application/problem+json"]);
    await refused.ended;
    expect(JSON.parse(refused.text()).errors).toEqual([
      { name: "service", detail: "is no parameter here; there are none" },
    ]);
    expect(live.listeners).toBe(0);
    expect((await listen({ path: "/api/v1/stream?" })).status).toBe(200);
  });

  it("hears of a change what has changed, each change once, and nothing when nothing has", async () => {
    const { live, listen } = await stageOf();
    live.tell(saying("1", { "kraken/api": "operational", "mexc/api": "operational" }));
    const heard = await listen();
    live.tell(saying("1", { "kraken/api": "operational", "mexc/api": "operational" }));
    live.tell(saying("2", { "kraken/api": "major_outage", "mexc/api": "operational" }));
    const text = await heard.hears(/event: change/);
    expect(text.match(/event: change/g)).toHaveLength(1);
    expect(text).toContain('id: abc-2\nevent: change\ndata: {"at":');
    expect(text).toContain('"changes":[{"service":"kraken","component":"api","status":"major_outage"}]}\n\n');
  });

  it("and was away hears what he has missed, and no more", async () => {
    const { live, listen } = await stageOf();
    for (const version of ["1", "2", "3", "4"]) live.tell(saying(version));
    const heard = await listen({ lastId: "abc-2" });
    const text = await heard.hears(/id: abc-4/);
    expect([...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id)).toEqual(["abc-3", "abc-4"]);
    expect(text).not.toContain("event: now");
    const none = await listen({ lastId: "abc-4" });
    live.tell(saying("5"));
    expect([...(await none.hears(/id: abc-5/)).matchAll(/^id: (.*)$/gm)].map(([, id]) => id)).toEqual(["abc-5"]);
  });

  it.each(["abc-1", "abc-999", "abc--1", "xyz-3", "3", "", "abc-3-", "constructor", `abc-${"9".repeat(40)}`])(
    "and was away for too long, or at another process, is told what holds (Last-Event-ID %s)",
    async (lastId) => {
      const { live, listen } = await stageOf({ remembered: 2 });
      for (const version of ["1", "2", "3", "4"]) live.tell(saying(version));
      const text = await (await listen({ lastId })).hears(/id: .*\n\n/s);
      expect(text).toContain("id: abc-4\nevent: now\n");
      expect(text).not.toContain("event: change");
    },
  );

  it("and has missed more than may wait for him is told what holds", async () => {
    const { live, listen } = await stageOf({ unreadBytes: 20_000 });
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`service-${n}/api`, "unknown"] as const));
    for (let told = 1; told <= 10; told += 1) live.tell(saying(`${told}`, told % 2 ? many : {}));
    const text = await (await listen({ lastId: "abc-2" })).hears(/id: .*\n\n/s);
    expect(text).toContain("id: abc-10\nevent: now\n");
    expect(await (await listen({ lastId: "abc-9" })).hears(/id: .*\n\n/s)).toContain("event: change");
  });

  it("costs a process nothing but his place: before anything was read the stream says so, too", async () => {
    const { live, listen } = await stageOf();
    const text = await (await listen()).hears(/event: now/);
    expect(text).toContain(`"version":"${saidNow(null, 0).version}"`);
    expect(live.listeners).toBe(1);
  });

  it("by HEAD gets the head, and takes no place", async () => {
    const { live, listen } = await stageOf();
    const heard = await listen({ method: "HEAD" });
    expect(heard.headers["content-type"]).toContain("text/event-stream");
    expect(live.listeners).toBe(0);
  });
});

describe("limits", () => {
  it("of one address: the next is refused and told when to try again, another's is not, and a place that is left is free", async () => {
    const { live, listen } = await stageOf({ ofOne: 2 });
    const [first] = [await listen({ from: "a" }), await listen({ from: "a" })];
    const refused = await listen({ from: "a" });
    expect([refused.status, refused.headers["retry-after"]]).toEqual([429, "60"]);
    expect(refused.headers["content-type"]).toBe("application/problem+json");
    expect((await listen({ from: "b" })).status).toBe(200);
    first.leave();
    await eventually(() => live.listeners === 2);
    expect((await listen({ from: "a" })).status).toBe(200);
  });

  it("and who asked twice ahead and hangs up has left both places, though Node says so of one alone", async () => {
    const { live, port } = await stageOf();
    const hasty = connect(port, "127.0.0.1");
    hasty.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(3));
    await eventually(() => live.listeners === 3);
    hasty.destroy();
    await eventually(() => live.listeners === 0);
  });

  it("in all: whoever comes then is refused, from wherever", async () => {
    const { listen } = await stageOf({ inAll: 3 });
    for (const from of ["a", "b", "c"]) expect((await listen({ from })).status).toBe(200);
    const refused = await listen({ from: "d" });
    expect([refused.status, refused.headers["retry-after"]]).toEqual([503, "60"]);
  });

  it("who does not read is sent away before much is kept for him, and others hear on", async () => {
    const { live, port, listen } = await stageOf({ unreadBytes: 200_000 });
    const deaf = connect(port, "127.0.0.1");
    deaf.on("error", () => {});
    deaf.pause();
    deaf.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    const heard = await listen();
    await eventually(() => live.listeners === 2);
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`service-${n}/api`, "unknown"] as const));
    let told = 0;
    // Each of these is as large as a whole catalog that changes at once; the system keeps some for him, too.
    while (live.listeners === 2 && told < 1_000) {
      live.tell(saying(`many ${++told}`, told % 2 ? many : {}));
      await heard.hears(new RegExp(`id: abc-${told}\\n.*\\n\\n`, "s"));
    }
    expect(live.listeners).toBe(1);
    live.tell(saying("last"));
    await heard.hears(new RegExp(`id: abc-${told + 1}\\n`));
    deaf.destroy();
  });
});

describe("time", () => {
  it("passes audibly: who hears nothing new hears that we are still here", async () => {
    const { listen } = await stageOf({ heartbeatMs: 20 });
    const heard = await listen();
    expect(await heard.hears(/(: still here\n\n){2}/)).toContain("event: now");
  });

  it("is up after ten minutes: he is asked to come again, and comes back to what he missed", async () => {
    const stage = await stageOf({ heartbeatMs: 20, longestMs: 600_000 });
    stage.live.tell(saying("1"));
    const heard = await stage.listen();
    await heard.hears(/event: now/);
    stage.clock += 600_001;
    await heard.ended;
    await eventually(() => stage.live.listeners === 0);
  });

  it("is up for him too who reads nothing: he is cut off, and his place is free", async () => {
    const stage = await stageOf({ heartbeatMs: 20, longestMs: 600_000, unreadBytes: 1_000_000_000 });
    const deaf = connect(stage.port, "127.0.0.1");
    deaf.on("error", () => {});
    deaf.pause();
    deaf.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await eventually(() => stage.live.listeners === 1);
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`service-${n}/api`, "unknown"] as const));
    // More than the system keeps for him: the end waits behind it.
    for (let told = 0; told < 200; told += 1) stage.live.tell(saying(`${told}`, told % 2 ? many : {}));
    stage.clock += 600_001;
    // Sent away and cut off are two beats: what is told in between is nothing to him.
    let told = 200;
    await eventually(() => {
      stage.live.tell(saying(`${told++}`));
      return stage.live.listeners === 0;
    });
    deaf.destroy();
  });

  it("ends with the process: everybody is sent away in good order", async () => {
    const { live, listen } = await stageOf();
    const all = [await listen(), await listen()];
    live.close();
    await Promise.all(all.map(({ ended }) => ended));
    await eventually(() => live.listeners === 0);
  });
});
