import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { baseUrl } from "../api.ts";
import { run } from "./run.ts";

const require = createRequire(import.meta.url);
const REDOCLY = require.resolve("@redocly/cli/bin/cli.js");

for (const [whose, url] of [
  ["the site's", () => baseUrl()],
  ["a worker's", () => process.env.E2E_WORKER_URL ?? ""],
] as const) {
  test(`promtool has nothing to say against ${whose} live /metrics`, async () => {
    const metrics = await (await fetch(`${url()}/metrics`)).text();
    expect(metrics).toContain("\nprocess_resident_memory_bytes ");
    expect(await run("promtool", ["check", "metrics"], metrics)).toEqual({ code: 0, stdout: "", stderr: "" });
  });
}

test("Redocly lints the live /openapi.json clean, by its recommended rules", async () => {
  // Where no configuration of anybody's stands; it tells nobody of it.
  const folder = mkdtempSync(join(tmpdir(), "faultline-redocly-"));
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", HOME: folder };
  const args = [REDOCLY, "lint", "--extends=recommended", "--format=json", `${baseUrl()}/openapi.json`];
  const { code, stdout, stderr } = await run(process.execPath, args, "", env);
  expect(code, stderr).toBe(0);
  const { totals, problems } = JSON.parse(stdout);
  expect(problems).toEqual([]);
  expect(totals).toEqual({ errors: 0, warnings: 0, ignored: 0 });
  rmSync(folder, { recursive: true });
});
