import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import {
  eventually,
  killOf,
  makeHome,
  processesOf,
  type Started,
  start,
  sweep,
} from "#scripts/start/testing/product.ts";

const LIMIT_MS = 90_000;
const homes: string[] = [];
afterEach(() => {
  for (const home of homes.splice(0)) sweep(home);
});

function newHome(): string {
  const home = makeHome();
  homes.push(home);
  return home;
}

const count = ({ lines }: Started, words: string) => lines.filter((line) => line.includes(words)).length;

/** Waits until words have been printed so many times. */
function said(product: Started, words: string, times = 1): Promise<void> {
  return eventually(`"${words}", ${times} times`, product.lines, () => count(product, words) >= times);
}

function nothingIsLeft(home: string, { lines }: Started): Promise<void> {
  return eventually(`no process of ${home}`, lines, () => processesOf(home).length === 0, 15_000);
}

// Processes are found by their home in /proc, which only Linux has.
describe.runIf(process.platform === "linux")("npm start", () => {
  it("brings back what is killed, refuses a second one, and a closed terminal ends it all", {
    timeout: LIMIT_MS,
  }, async () => {
    const home = newHome();
    const product = start(home, ["--world", "--no-web"]);
    await said(product, "vantage-1: probing");

    killOf(home, "workers/main.ts");
    await said(product, "vantage-1: probing", 2);

    // Its ports are others now, so the worker follows it.
    killOf(home, "drill/world/main.ts");
    await said(product, "world: ready", 2);
    await said(product, "vantage-1: probing", 3);

    killOf(home, "postgres -D");
    await said(product, "database: started PostgreSQL", 2);

    const second = start(home, ["--world", "--no-web"]);
    expect(await second.exit).toBe(1);
    expect(second.lines).toEqual([expect.stringContaining(`already runs in ${home} (process ${product.child.pid})`)]);
    for (const name of ["workers/main.ts", "drill/world/main.ts", "postgres -D"]) {
      // A backend has its parent's command line for an instant, until it takes its own.
      await eventually(`one ${name}`, product.lines, () => {
        return processesOf(home).filter(({ command }) => command.includes(name)).length === 1;
      });
    }
    expect(product.child.exitCode).toBeNull();
    expect(count(product, "taken this vantage over")).toBe(0);

    product.child.kill("SIGHUP");
    expect(await product.exit).toBe(0);
    expect(product.lines.at(-1)).toBe("stopped");
    await nothingIsLeft(home, product);
  });

  it("leaves nothing but the database when it is killed, and the next one takes that over", {
    timeout: LIMIT_MS,
  }, async () => {
    const home = newHome();
    const killed = start(home, ["--world", "--no-web"]);
    await said(killed, "vantage-1: probing");
    killed.child.kill("SIGKILL");
    const next = start(home, ["--world", "--no-web"]);
    await said(next, "the database already runs");
    await said(next, "vantage-1: probing");
    // The killed one's worker has nobody left to print its last words: only its end can be seen.
    await eventually("one worker", next.lines, () => {
      return processesOf(home).filter(({ command }) => command.includes("workers/main.ts")).length === 1;
    });
    next.child.stdin?.end();
    expect(await next.exit).toBe(0);
    await nothingIsLeft(home, next);
  });

  it("can be stopped while it starts", { timeout: LIMIT_MS }, async () => {
    const home = newHome();
    const product = start(home, ["--world", "--no-web"]);
    // The database is being made: nothing has been printed yet.
    await eventually("the making of the database", product.lines, () =>
      processesOf(home).some(({ command }) => command.includes("initdb") || command.includes("postgres")),
    );
    product.child.kill("SIGINT");
    expect(await product.exit).toBe(0);
    expect(count(product, "world:")).toBe(0);
    await nothingIsLeft(home, product);
  });

  it("says in one line why it cannot listen, and starts nothing", { timeout: LIMIT_MS }, async () => {
    const home = newHome();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const product = start(home, [], { HOST: "127.0.0.1", PORT: String(port) });
    expect(await product.exit).toBe(1);
    await new Promise((resolve) => server.close(resolve));
    expect(product.lines).toEqual([expect.stringContaining(`Port ${port} of 127.0.0.1 is taken`)]);
    await nothingIsLeft(home, product);
  });

  it("names every setting that is wrong before it starts anything", { timeout: LIMIT_MS }, async () => {
    const home = newHome();
    const product = start(home, ["--no-web"], { FAULTLINE_KEEP_RAW_DAYS: "many", FAULTLINE_VANTAGE_COUNTRY: "xx" });
    expect(await product.exit).toBe(1);
    expect(product.lines.join("\n")).toMatch(/FAULTLINE_VANTAGE_COUNTRY: must be[\s\S]*FAULTLINE_KEEP_RAW_DAYS/);
    expect(product.lines).toHaveLength(3);
  });
});
