import { createServer } from "node:net";
import { expect, it } from "vitest";
import { readMetrics } from "#domain/publish/metrics/testing/read.ts";
import { serveMetrics } from "#workers/metrics.ts";

const figures = () => ({
  vantage: "here",
  ticksPlanned: 12,
  ticksDone: 10,
  ticksSkipped: 2,
  rowsBuffered: 1,
  rowsLost: 0,
  loopLagMs: 40,
  gated: true,
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
  expect(samples.find(({ labels }) => labels.result === "skipped")?.value).toBe(2);
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
