import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createExports } from "#server/exports.ts";

const home = mkdtempSync(join(tmpdir(), "faultline-exports-"));
const folder = join(home, "exports");
const BYTES = Buffer.alloc(300_000, 7);
const SHA = createHash("sha256").update(BYTES).digest("hex");
const GZ = "incidents-2026-10.csv.gz";
const errors: string[] = [];
let clock = 0;
let server: Server;

beforeAll(async () => {
  mkdirSync(folder);
  writeFileSync(join(home, "secret.txt"), "secret");
  writeFileSync(join(folder, GZ), BYTES);
  writeFileSync(join(folder, "incidents-2026-09.csv.gz.123.part"), "half");
  writeFileSync(join(folder, "LICENCE.txt"), "CC BY 4.0\n");
  symlinkSync(join(home, "secret.txt"), join(folder, "secret.txt"));
  const files = [{ name: GZ, rows: 3, bytes: 300_000, sha256: SHA, columns: ["id"] }];
  writeFileSync(join(folder, "manifest-2026-10.json"), JSON.stringify({ month: "2026-10", as_of: "x", files }));
  writeFileSync(join(folder, "manifest-2026-09.json"), "{broken");
  const take = createExports({
    folder,
    site: { secure: false },
    now: () => clock,
    onError: (what) => errors.push(what),
  });
  server = createServer((asked, response) => {
    if (!take(asked, response)) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(home, { recursive: true });
});

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: Buffer;
}

/** Sends a path as it is: no client resolves its dots before. */
function ask(path: string, { method = "GET", headers = {} } = {}): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on("error", reject)
      .end();
  });
}

it("the index lists the months that are whole, with addresses that last; a broken manifest takes only itself away", async () => {
  const { status, headers, body } = await ask("/exports/");
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "access-control-allow-origin": "*",
    "cache-control": "public, max-age=300",
  });
  expect(JSON.parse(body.toString())).toMatchObject({
    data: [{ month: "2026-10", files: [{ name: GZ, sha256: SHA, href: `/exports/${GZ}?v=${SHA.slice(0, 16)}` }] }],
    licence: "/exports/LICENCE.txt",
  });
  expect(errors).toEqual(["manifest-2026-09.json cannot be read"]);
  expect((await ask("/exports/manifest.json")).body.equals(body)).toBe(true);
  expect(await ask("/exports")).toMatchObject({ status: 308, headers: { location: "/exports/" } });
});

it("a file is sent as it is; for ever under the address with its digest, for an hour under its name", async () => {
  const named = await ask(`/exports/${GZ}`);
  expect(named).toMatchObject({
    status: 200,
    headers: { "content-type": "application/gzip", "content-length": "300000" },
  });
  expect(named.headers["content-encoding"]).toBeUndefined();
  expect(named.headers["cache-control"]).toBe("public, max-age=3600");
  expect(named.body.equals(BYTES)).toBe(true);
  const lasting = await ask(`/exports/${GZ}?v=${SHA.slice(0, 16)}`);
  expect(lasting.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect((await ask(`/exports/${GZ}?v=0000000000000000`)).headers["cache-control"]).toBe("public, max-age=3600");
  const again = await ask(`/exports/${GZ}`, { headers: { "If-None-Match": String(named.headers.etag) } });
  expect([again.status, again.body.length]).toEqual([304, 0]);
  const head = await ask(`/exports/${GZ}`, { method: "HEAD" });
  expect([head.status, head.headers["content-length"], head.body.length]).toEqual([200, "300000", 0]);
  expect((await ask("/exports/LICENCE.txt")).body.toString()).toBe("CC BY 4.0\n");
});

it.each([
  "/exports/../secret.txt",
  "/exports/..%2fsecret.txt",
  "/exports/%2e%2e/secret.txt",
  "/exports/....//secret.txt",
  "/exports/..\\secret.txt",
  "/exports//etc/passwd",
  "/exports/secret.txt",
  "/exports/.",
  "/exports/incidents-2026-10.csv.gz/../../secret.txt",
  "/exports/incidents-2026-10.csv.gz%00.txt",
  "/exports/incidents-2026-09.csv.gz.123.part",
  "/exports/incidents-2026-11.csv.gz",
  "/exports/checks-daily-2026-10.parquet",
  "/exports/manifest-2026-10.json/",
])("%s is no export", async (path) => {
  const { status, body } = await ask(path);
  expect(status).toBe(404);
  expect(body.toString()).not.toContain("secret.txt");
  expect(body.toString()).not.toContain("secret\n");
});

it("what is no request for an export is left to others", async () => {
  for (const [path, method] of [
    ["/", "GET"],
    ["/exportsx", "GET"],
    ["/exports/", "POST"],
  ] as const) {
    expect((await ask(path, { method })).status).toBe(418);
  }
});

it("an address with a digest lasts only while these are the bytes, whatever a manifest still says of as many others", async () => {
  const address = `/exports/${GZ}?v=${SHA.slice(0, 16)}`;
  const before = await ask(address);
  writeFileSync(join(folder, "new"), Buffer.alloc(BYTES.length, 8));
  renameSync(join(folder, "new"), join(folder, GZ));
  const after = await ask(address, { headers: { "If-None-Match": String(before.headers.etag) } });
  expect([after.status, after.headers["cache-control"], after.body[0]]).toEqual([200, "public, max-age=3600", 8]);
  // The same bytes written anew have the same tag.
  writeFileSync(join(folder, "new"), BYTES);
  renameSync(join(folder, "new"), join(folder, GZ));
  expect((await ask(address)).headers).toMatchObject({
    etag: before.headers.etag,
    "cache-control": "public, max-age=31536000, immutable",
  });
});

it("the folder is looked at again after ten seconds", async () => {
  rmSync(join(folder, "manifest-2026-09.json"));
  writeFileSync(join(folder, "manifest-2026-08.json"), JSON.stringify({ month: "2026-08", as_of: "x", files: [] }));
  const monthsNow = async () =>
    (JSON.parse((await ask("/exports/")).body.toString()) as { data: { month: string }[] }).data.map(
      ({ month }) => month,
    );
  expect(await monthsNow()).toEqual(["2026-10"]);
  clock += 10_000;
  expect(await monthsNow()).toEqual(["2026-10", "2026-08"]);
});
