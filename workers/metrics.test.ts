import { createServer } from "node:net";
import { expect, it } from "vitest";
import { readMetrics } from "#domain/publish/metrics/testing/read.ts";
import { serveMetrics } from "#workers/metrics.ts";

const figures = () => ({
  vantage: "here",
  ticksPlanned: 12,
  ticksDone: 10,
  ticksSkipped: 2,
  ticksLate: 3,
  latenessMs: 4_500,
  measured: { ok: 7, degraded: 1, failed: 0, neutral: 2 },
  inserts: { done: 4, rows: 9, failed: 1, tookMs: 250 },
  rowsBuffered: 1,
  rowsLost: 0,
  loopLagMs: 40,
  gated: true,
  hostsHeld: [
    { host: "api.example.com", leftMs: 90_000 },
    { host: "rpc.example.org", leftMs: 1_500 },
  ],
});

it("a worker tells its own figures at /metrics, and nothing anywhere else", async () => {
  const metrics = await serveMetrics({ host: "127.0.0.1", port: 0, figures });
  const at = `http://127.0.0.1:${metrics.port}`;
  const answer = await fetch(`${at}/metrics?x=1`);
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const { samples } = readMetrics(await answer.text());
  const value = (name: string) => samples.find((one) => one.name === name)?.value;
  expect(value("faultline_worker_gated")).toBe(1);
  expect(value("faultline_process_event_loop_lag_seconds")).toBe(0.04);
  expect(value("process_resident_memory_bytes")).toBeGreaterThan(1_000_000);
  expect(value("faultline_worker_late_ticks_total")).toBe(3);
  expect(value("faultline_worker_tick_lateness_seconds_total")).toBe(4.5);
  expect(value("faultline_worker_inserted_rows_total")).toBe(9);
  expect(value("faultline_worker_insert_seconds_total")).toBe(0.25);
  const of = (name: string, label: string) =>
    Object.fromEntries(samples.filter((one) => one.name === name).map((one) => [one.labels[label], one.value]));
  expect(of("faultline_worker_ticks_total", "result")).toEqual({ planned: 12, done: 10, skipped: 2 });
  expect(of("faultline_worker_measurements_total", "outcome")).toEqual({ ok: 7, degraded: 1, failed: 0, neutral: 2 });
  expect(of("faultline_worker_inserts_total", "result")).toEqual({ done: 4, failed: 1 });
  expect(value("faultline_worker_held_hosts")).toBe(2);
  expect(of("faultline_worker_host_held_seconds", "host")).toEqual({ "api.example.com": 90, "rpc.example.org": 1.5 });
  expect((await fetch(`${at}/`)).status).toBe(404);
  expect((await fetch(`${at}/metrics`, { method: "POST" })).status).toBe(405);
  await metrics.close();
});

it("a port that is taken is an error, which its caller may live with", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await expect(serveMetrics({ host: "127.0.0.1", port, figures })).rejects.toThrow(/EADDRINUSE/);
  other.close();
});
