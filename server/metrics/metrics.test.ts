import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createListener } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { readMetrics } from "#domain/publish/metrics/testing/read.ts";
import { openMetrics } from "#server/metrics/metrics.ts";
import { watchProcess } from "#server/metrics/process.ts";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** A port of this machine on which nobody listens. */
async function closedPort(): Promise<number> {
  const listener = createListener();
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  return port;
}

it("a process started when it did, whatever becomes of its clock", () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  try {
    const figures = watchProcess("1.2.3");
    const { startedAtS } = figures();
    vi.setSystemTime(Date.now() + 3_600_000);
    expect(figures().startedAtS).toBe(startedAtS);
  } finally {
    vi.useRealTimers();
  }
});

it("while the database does not answer the rest is told all the same, and what it alone knows is absent", async () => {
  const errors: string[] = [];
  const metrics = openMetrics({
    url: `postgres://nobody@127.0.0.1:${await closedPort()}/none`,
    now: Date.now,
    process: watchProcess("1.2.3"),
    door: () => ({
      answers: new Map([[200, 3]]),
      atHand: 2,
      waitedFor: 1,
      cacheBytes: 0,
      cacheEntries: 0,
      made: { seen: 1, unseen: 0, busy: 0, failed: 0 },
      makingMs: 5,
      listeners: 0,
    }),
    state: () => [{ name: "faultline_snapshot_timestamp_seconds", help: "h", type: "gauge", samples: [{ value: 7 }] }],
    webhooks: false,
    onError: (what) => errors.push(what),
  });
  const server = createServer(metrics.answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;

  const answer = await fetch(at, { headers: { connection: "close" } });
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "text/plain; version=0.0.4; charset=utf-8",
    "cache-control": "no-store",
  });
  const { samples } = readMetrics(await answer.text());
  const value = (name: string) => samples.find((one) => one.name === name)?.value;
  expect(value("faultline_record_readable")).toBe(0);
  expect(value("faultline_snapshot_timestamp_seconds")).toBe(7);
  expect(value("faultline_http_requests_total")).toBe(3);
  expect(value("process_cpu_seconds_total")).toBeGreaterThan(0);
  expect(value("faultline_process_event_loop_lag_seconds")).toBeGreaterThanOrEqual(0);
  expect(samples.filter(({ name }) => /feed|deliver|outbox/.test(name))).toEqual([]);
  expect(errors).toEqual(["the figures of feeds and deliveries cannot be read"]);

  const head = await fetch(at, { method: "HEAD", headers: { connection: "close" } });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  await metrics.close();
});
