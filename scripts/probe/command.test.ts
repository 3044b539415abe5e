import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { json, startHttp, type TestServer } from "#workers/probe/testing/servers.ts";

/** `npm run probe` as a person runs it: a process, its output and its exit code. */

const KEY = "mine-0123456789";
const PLACEHOLDER = "$".concat("{MINE_URL}");
const home = mkdtempSync(join(tmpdir(), "faultline-probe-"));
let server: TestServer;
let status = 200;

const check = (slug: string, url: string) => ({
  slug,
  proves: "It answers",
  signal: "reachability",
  tier: "core",
  intervalS: 60,
  request: { probe: "http", method: "GET", url, format: "json" },
  assertions: [{ op: "eq", path: "$.ok", value: true }],
  verified: "docs",
  verifiedBy: "made up for this test",
});

const service = (slug: string, checks: object[]) => ({
  slug,
  name: slug,
  kind: "exchange",
  homepage: "https://mine.test",
  lifecycle: { state: "active" },
  statusPage: { url: null, kind: "none", apiUrl: null, verified: "recalled" },
  hosting: [],
  components: [{ slug: "api", name: "API", layer: "access", checks }],
});

beforeAll(async () => {
  server = await startHttp((request, response) => json({ ok: true }, status)(request, response));
  const needsKey = check("quote", PLACEHOLDER.replace("MINE", "THEIR"));
  const services = [
    service("mine", [check("time", PLACEHOLDER)]),
    service("keyed", [check("time", PLACEHOLDER), needsKey]),
  ];
  writeFileSync(join(home, "operator.json"), JSON.stringify({ services }));
});

afterAll(async () => {
  rmSync(home, { recursive: true });
  await server.close();
});

function probe(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const env = {
    ...process.env,
    FAULTLINE_WORLD: "",
    FAULTLINE_CATALOG: join(home, "operator.json"),
    FAULTLINE_HOME: join(home, "state"),
    FAULTLINE_DNS: "127.0.0.1:9",
    MINE_URL: `http://127.0.0.1:${server.port}/${KEY}`,
  };
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/probe.ts", ...args], { env });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

describe("npm run probe", () => {
  it("explains one check without colour or key, and exits 0 when it is ok", async () => {
    status = 200;
    const { code, out } = await probe("mine/api/time");
    expect(code).toBe(0);
    expect(out).toContain(`request   GET ${PLACEHOLDER}`);
    expect(out).toContain("asserts   ok    $.ok eq true  found true");
    expect(out).toMatch(/^outcome {3}ok$/m);
    expect(out).not.toMatch(new RegExp(`\u001b|${KEY}`));
  });

  it("exits 1 when it is not, and says why", async () => {
    status = 503;
    const { code, out } = await probe("mine/api/time", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      id: "mine/api/time",
      outcome: "failed",
      failureType: "http.error",
      rawCode: "HTTP 503",
      attempts: 2,
    });
  });

  it("lists what needs a key instead of failing it, and proves nothing by running nothing", async () => {
    status = 200;
    const [some, none] = await Promise.all([probe("keyed"), probe("keyed/api/quote")]);
    expect(some.code).toBe(0);
    expect(some.out).toContain("not run, needs THEIR_URL:\n  keyed/api/quote\n1 ok, 1 not run\n");
    expect(none.code).toBe(1);
  });

  it("exits 2 for an id that does not exist, with near ones, and for arguments that make no sense", async () => {
    const [unknown, empty, both] = await Promise.all([probe("mine/api/tmie"), probe(), probe("mine", "--all")]);
    expect(unknown).toMatchObject({
      code: 2,
      out: "",
      err: "There is no check called mine/api/tmie. Did you mean mine/api/time?\n",
    });
    expect([empty.code, both.code]).toEqual([2, 2]);
    expect(empty.err).toContain("npm run probe -- --all");
  });
});
