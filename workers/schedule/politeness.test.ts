import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LocatedCheck } from "#domain/check/flatten.ts";
import type { Measurement } from "#domain/measurement.ts";
import { userAgent } from "#workers/environment.ts";
import { DEFAULT_LIMITS, type Network } from "#workers/probe/probe.ts";
import { get, locate, testContext } from "#workers/probe/testing/scene.ts";
import { createJobs } from "#workers/schedule/jobs.ts";
import { createManners } from "#workers/schedule/manners.ts";
import type { HostPlace } from "#workers/schedule/scheduler.ts";
import { createFakeClock } from "#workers/testing/fake-clock.ts";

/** One server plays every host; each answers as told, and what was asked is written down. */
let server: Server;
let port = 0;
const answers = new Map<string, (response: ServerResponse) => void>();
const asked: { url: string; userAgent: string | undefined }[] = [];
beforeAll(async () => {
  server = createServer((request: IncomingMessage, response) => {
    const host = request.headers.host ?? "";
    asked.push({ url: `${host}${request.url}`, userAgent: request.headers["user-agent"] });
    const answer = answers.get(host);
    if (answer) answer(response);
    else response.setHeader("content-type", "application/json").end('{"ok":true}');
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());
beforeEach(() => {
  answers.clear();
  asked.length = 0;
});

const network: Network = {
  resolve: async () => ({ address: "127.0.0.1", family: 4 }),
  route: () => ({ address: "127.0.0.1", port }),
};
const refusing = (status: number, retryAfter?: string) => (response: ServerResponse) => {
  if (retryAfter !== undefined) response.setHeader("retry-after", retryAfter);
  response.writeHead(status).end("no");
};

const check = (slug: string, url: string): LocatedCheck => locate(get(url), { slug });
const CHECKS = [
  check("book", "http://busy.test/book"),
  check("trades", "http://busy.test/trades"),
  check("other", "http://calm.test/book"),
  locate({ probe: "dns", name: "busy.test", type: "A", resolvers: ["127.0.0.1"] }, { slug: "name" }),
];

/** A vantage that asks these checks when told to. */
function vantage() {
  const clock = createFakeClock();
  const measured: Measurement[] = [];
  const manners = createManners(clock, () => 0.5);
  const jobs = createJobs({
    checks: CHECKS,
    vantage: "here",
    clock,
    gate: { lostNetworkSince: async () => false },
    loopLag: { worstMs: () => 0 },
    manners,
    context: testContext({
      network,
      now: () => clock.now(),
      limits: { ...DEFAULT_LIMITS, dnsMs: 500 },
      userAgent: userAgent("ops@status.example", "https://status.example"),
    }),
    onMeasurement: (measurement) => measured.push(measurement),
  });
  const place: HostPlace = { pause: async (ms) => clock.advance(ms) };
  return {
    clock,
    counts: jobs.counts,
    held: manners.held,
    /** Runs the check of this name once. */
    ask: async (slug: string): Promise<Measurement | undefined> => {
      const job = jobs.list.find(({ id }) => id === `s/api/${slug}`);
      await job?.run(clock.now(), new AbortController().signal, place);
      await jobs.settled();
      return measured.at(-1);
    },
  };
}

const HELD = {
  outcome: "neutral",
  failureType: "neutral.rate_limited",
  rawCode: "not asked: the host asked us to wait",
  httpStatus: null,
  address: null,
};

describe("a host that says stop to one check", () => {
  it("is asked by none of that vantage until then, and their results are neutral", async () => {
    const { clock, ask } = vantage();
    answers.set("busy.test", refusing(429, "120"));
    expect(await ask("book")).toMatchObject({
      outcome: "neutral",
      failureType: "neutral.rate_limited",
      httpStatus: 429,
    });
    answers.delete("busy.test");
    await clock.advance(119_000);
    expect(await ask("trades")).toMatchObject(HELD);
    expect(await ask("book")).toMatchObject(HELD);
    expect(asked.map(({ url }) => url)).toEqual(["busy.test/book"]);
    await clock.advance(1_000);
    expect(await ask("trades")).toMatchObject({ outcome: "ok" });
  });

  it("may say it as a date", async () => {
    const { clock, ask } = vantage();
    answers.set("busy.test", refusing(429, new Date(clock.now() + 300_000).toUTCString()));
    await ask("book");
    await clock.advance(299_000);
    expect(await ask("trades")).toMatchObject(HELD);
    answers.delete("busy.test");
    await clock.advance(1_000);
    expect(await ask("book")).toMatchObject({ outcome: "ok" });
  });

  it("keeps nobody from asking another host", async () => {
    const { ask } = vantage();
    answers.set("busy.test", refusing(429, "120"));
    await ask("book");
    expect(await ask("other")).toMatchObject({ outcome: "ok" });
  });

  it("without saying for how long is asked less and less often while it goes on", async () => {
    const { clock, ask } = vantage();
    answers.set("busy.test", refusing(429));
    const sent: number[] = [];
    for (let step = 0; step < 400; step += 1) {
      await ask("book");
      if (asked.length > sent.length) sent.push(clock.now());
      await clock.advance(5_000);
    }
    // Half of 1, 2, 4, 8 minutes, and then half of a quarter of an hour.
    expect(sent.slice(1).map((at, index) => (at - (sent[index] ?? 0)) / 1_000)).toEqual([
      30, 60, 120, 240, 450, 450, 450,
    ]);
  });

  it("is looked at again after an hour, whatever it asks for: it may have meant a day, or not", async () => {
    const { clock, ask, held } = vantage();
    answers.set("busy.test", refusing(429, "86400"));
    await ask("book");
    answers.delete("busy.test");
    await clock.advance(3_599_000);
    expect(await ask("trades")).toMatchObject(HELD);
    expect(held()).toEqual([{ host: "busy.test", leftMs: 1_000 }]);
    await clock.advance(1_000);
    expect(held()).toEqual([]);
    expect(await ask("trades")).toMatchObject({ outcome: "ok" });
  });

  it("is still looked up where the check asks for its name: resolvers are asked then, not the host", async () => {
    const { ask } = vantage();
    answers.set("busy.test", refusing(429, "120"));
    await ask("book");
    expect((await ask("name"))?.rawCode).not.toBe(HELD.rawCode);
  });
});

describe("a host that says that it is unavailable, and for how long", () => {
  it("has failed at once, and is looked at again within a minute by the check that it told so", async () => {
    const { clock, ask } = vantage();
    answers.set("busy.test", refusing(503, "3600"));
    expect(await ask("book")).toMatchObject({ outcome: "failed", httpStatus: 503, attempts: 1 });
    await clock.advance(49_000);
    expect(await ask("book")).toMatchObject(HELD);
    await clock.advance(1_000);
    expect(await ask("book")).toMatchObject({ outcome: "failed", httpStatus: 503 });
    expect(asked.length).toBe(2);
  });

  it("is seen to fail by each of its checks, however many it has, at least once a minute", async () => {
    const { clock, ask } = vantage();
    answers.set("busy.test", refusing(503, "86400"));
    const failures = { book: 0, trades: 0 };
    for (let at = 0; at < 600_000; at += 15_000) {
      for (const slug of ["book", "trades"] as const) {
        if ((await ask(slug))?.outcome === "failed") failures[slug] += 1;
      }
      await clock.advance(15_000);
    }
    expect(failures).toEqual({ book: 10, trades: 10 });
  });

  it("does not make a check that is asked once a minute miss a round, though its answer takes ten seconds to come", async () => {
    const { clock, ask } = vantage();
    answers.set("busy.test", (response) => void clock.advance(10_000).then(() => refusing(503, "3600")(response)));
    for (let round = 0; round < 5; round += 1) {
      const from = clock.now();
      expect(await ask("book")).toMatchObject({ outcome: "failed", httpStatus: 503 });
      await clock.advance(60_000 - (clock.now() - from));
    }
  });

  it("may be down for what one check asks alone: the others are answered", async () => {
    const { ask } = vantage();
    answers.set("busy.test", refusing(503, "600"));
    await ask("book");
    answers.delete("busy.test");
    expect(await ask("trades")).toMatchObject({ outcome: "ok" });
    expect(await ask("book")).toMatchObject(HELD);
  });
});

it("every measurement is counted by its outcome", async () => {
  const { ask, counts } = vantage();
  answers.set("calm.test", refusing(500));
  answers.set("busy.test", refusing(429, "120"));
  for (const slug of ["book", "trades", "other"]) await ask(slug);
  expect(counts.measured).toEqual({ ok: 0, degraded: 0, failed: 1, neutral: 2 });
  answers.delete("calm.test");
  await ask("other");
  expect(counts.measured).toEqual({ ok: 1, degraded: 0, failed: 1, neutral: 2 });
});

it("every request names who asks, whom to write to and the page that explains it", async () => {
  const { ask } = vantage();
  await ask("book");
  expect(asked[0]?.userAgent).toMatch(
    /^Faultline\/.+https:\/\/status\.example\/about; contact: ops@status\.example\)$/,
  );
});
