import { expect, test } from "@playwright/test";
import { readMetrics } from "../domain/publish/metrics/testing/read.ts";
import { baseUrl } from "./api.ts";
import { exportMonth } from "./product.ts";

/** One that is over, and of which there is nothing on record. */
const MONTH = "2026-01";

test("/metrics tells what is shown, measured, read and answered, and counts its own answers", async ({ request }) => {
  const answer = await request.get(`${baseUrl()}/metrics`);
  expect(answer.headers()).toMatchObject({
    "content-type": "text/plain; version=0.0.4; charset=utf-8",
    "cache-control": "no-store",
  });
  const { samples, types } = readMetrics(await answer.text());
  const value = (name: string, labels: Record<string, string> = {}) =>
    samples.find((one) => one.name === name && Object.entries(labels).every(([key, text]) => one.labels[key] === text))
      ?.value ?? Number.NaN;
  expect(value("faultline_record_readable")).toBe(1);
  expect(Date.now() / 1_000 - value("faultline_snapshot_timestamp_seconds")).toBeLessThan(60);
  expect(Date.now() / 1_000 - value("faultline_judge_last_pass_timestamp_seconds")).toBeLessThan(90);
  expect(value("faultline_vantage_ticks_total", { vantage: "vantage-1", result: "done" })).toBeGreaterThan(0);
  expect(value("process_resident_memory_bytes")).toBeGreaterThan(50_000_000);
  expect(
    samples.filter(({ name }) => name === "faultline_components").reduce((sum, one) => sum + one.value, 0),
  ).toBeGreaterThan(74);
  for (const { name } of samples) expect(types.has(name), name).toBe(true);

  const again = await Promise.all(
    Array.from({ length: 20 }, () => request.get(`${baseUrl()}/metrics?x=${Math.random()}`)),
  );
  for (const one of again) expect(one.status()).toBe(200);
  const counted = readMetrics(await (await request.get(`${baseUrl()}/metrics`)).text());
  const answers = (list: typeof samples) =>
    list.find(({ name, labels }) => name === "faultline_http_requests_total" && labels.code === "200")?.value ?? 0;
  expect(answers(counted.samples) - answers(samples)).toBeGreaterThanOrEqual(20);
});

test("/exports/ lists what there is, and nothing else of the home is served", async ({ request }) => {
  await exportMonth(MONTH);
  // The list is remembered for ten seconds.
  await expect
    .poll(async () => (await (await request.get(`${baseUrl()}/exports/`)).json()).data, { timeout: 30_000 })
    .toContainEqual(expect.objectContaining({ month: MONTH }));
  const index = await request.get(`${baseUrl()}/exports/`);
  expect(index.status()).toBe(200);
  const { data, licence } = (await index.json()) as {
    data: { made_up: boolean; files: { href: string }[] }[];
    licence: string;
  };
  expect(licence).toBe("/exports/LICENCE.txt");
  for (const { made_up, files } of data) {
    expect(made_up).toBe(true);
    expect(files.length).toBeGreaterThan(0);
    for (const { href } of files) {
      const file = await request.head(baseUrl() + href);
      expect(file.status(), href).toBe(200);
      expect(file.headers()["cache-control"]).toBe("public, max-age=31536000, immutable");
    }
  }
  for (const path of ["/exports/world.json", "/exports/..%2fworld.json", "/exports/password"]) {
    expect((await request.get(baseUrl() + path)).status(), path).toBeGreaterThanOrEqual(400);
  }
});
