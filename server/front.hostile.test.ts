import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { PAGE, stageOf } from "#server/testing/door.ts";

it("ten thousand distinct queries are one rendering, and memory stays as it was", async () => {
  const { ask, asked, cached } = await stageOf();
  for (let n = 0; n < 10_000; n += 100) {
    const all = Array.from({ length: 100 }, (_, i) => ask(`/?x${n + i}=${n}&speed=${i}&sel=a${n + i}&t=${n * i}`));
    for (const { status } of await Promise.all(all)) expect(status).toBe(200);
  }
  expect(asked).toHaveLength(1);
  expect(cached()).toBe(1);
});

it("a thousand addresses that nobody has are one rendering for each language, and one for the API", async () => {
  const { ask, asked } = await stageOf();
  for (const prefix of ["", "/ja", "/api"]) {
    for (let n = 0; n < 1_000; n += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, i) => ask(`${prefix}/nowhere-${n + i}/x?y=${i}`)));
    }
  }
  expect(asked.map(({ url }) => url)).toEqual(["/en/-", "/ja/-", "/api/-"]);
});

it("memory is bounded when addresses are many and all may exist", async () => {
  const { ask, cached } = await stageOf({ maxBytes: 200_000 });
  for (let n = 0; n < 500; n += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, i) => ask(`/services/s${n + i}`)));
  }
  expect(cached()).toBeLessThan(40);
});

it.each([
  ["/?".padEnd(5_000, "x"), 414],
  ["/%ff", 400],
  ["/..%2f..%2fetc/passwd", 404],
  ["/_next/static/../../package.json", 400],
  ["/_next/static/%2e%2e/package.json", 400],
  ["/_next/data/x.json", 404],
  ["/__proto__", 404],
  ["/constructor", 404],
  ["/_next/static/constructor", 404],
])("%s is answered with %i", async (path, status) => {
  const stage = await stageOf();
  stage.handle = async (_, response) => void response.writeHead(404, { "Content-Type": "text/html" }).end(PAGE);
  expect((await stage.ask(path)).status).toBe(status);
});

it("a client who does not read what he asked for is dropped, and others are answered meanwhile", async () => {
  // Time enough for who reads, however busy the machine is.
  const stage = await stageOf({ slowestMs: 2_000, maxBytes: 100_000_000 });
  const large = "x".repeat(8_000_000 - 1);
  stage.handle = async (_, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end(large);
  };
  const slow = connect(stage.port, "127.0.0.1");
  slow.pause();
  slow.on("error", () => {});
  for (let n = 0; n < 4; n += 1) slow.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await once(slow, "connect");
  expect((await stage.ask("/")).body.length).toBe(large.length);
  const open = () => new Promise<number>((resolve) => stage.server.getConnections((_, count) => resolve(count)));
  // His, and the one that is kept open for the next question of the other.
  while ((await open()) > 1) await new Promise((resolve) => setImmediate(resolve));
  slow.destroy();
});
