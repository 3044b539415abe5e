import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { request } from "node:http";
import { request as requestTls } from "node:https";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { connect as connectSecurely } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import { openTestWorld, type TestWorld, tempHome } from "#drill/testing/world.ts";
import { startWorld, type World } from "#drill/world/world.ts";
import { worldFileSchema } from "#workers/world-file.ts";

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});
async function opened(home?: string): Promise<TestWorld> {
  const test = await openTestWorld(home === undefined ? {} : { home });
  open.push(test);
  return test;
}

/** Local addresses of every socket that this process listens on or has bound, as the kernel lists them. */
function boundAddresses(): string[] {
  const mine = new Set(
    readdirSync("/proc/self/fd").flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  const rows = (table: string) => readFileSync(`/proc/net/${table}`, "utf8").trim().split("\n").slice(1);
  return ["tcp", "tcp6", "udp", "udp6"].flatMap((table) =>
    rows(table).flatMap((row) => {
      const [, local = "", , state, , , , , , inode = ""] = row.trim().split(/\s+/);
      const listens = table.startsWith("udp") || state === "0A";
      return listens && mine.has(inode) ? [`${table} ${local.split(":")[0]}`] : [];
    }),
  );
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

function call(url: string, token: string, method = "GET", body = ""): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { authorization: `Bearer ${token}` } }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += String(chunk);
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

describe("a world", () => {
  it("leaves a file that the workers can read and nobody else, and takes it away at the end", async () => {
    const { home, remove } = tempHome();
    const { world, stop } = await openTestWorld({ home, vantages: ["a", "b"] });
    expect(worldFileSchema.parse(JSON.parse(readFileSync(world.path, "utf8")))).toEqual(world.file);
    expect(statSync(world.path).mode & 0o777).toBe(0o600);
    expect(statSync(join(dirname(world.path), "ca.key")).mode & 0o777).toBe(0o600);
    expect(Object.keys(world.file.vantages)).toEqual(["a", "b"]);
    await stop();
    expect(readdirSync(dirname(world.path)).sort()).toEqual(["ca.key", "ca.pem"]);
    remove();
  });

  it.skipIf(process.platform !== "linux")(
    "binds nothing outside 127.0.0.0/8, and no privileged or outgoing port",
    async () => {
      const { world } = await opened();
      const bound = boundAddresses();
      expect(bound.length).toBeGreaterThan(world.plan.sites.size);
      // Addresses stand there byte by byte in the machine's order: 7F is the last of four.
      expect(bound.filter((address) => !/^(tcp|udp) [0-9A-F]{6}7F$/.test(address))).toEqual([]);
      const ports = [
        ...Object.values(world.file.ports),
        Number(world.file.dns.split(":")[1]),
        Number(new URL(world.file.control).port),
      ];
      expect(ports.every((port) => port >= 1024 && port < 32_768)).toBe(true);
    },
  );

  it("runs beside another one, each with its own faults", async () => {
    const [one, other] = await Promise.all([opened(), opened()]);
    await one.world.fail("kraken", "tcp.timed_out");
    expect(await one.seen("kraken/api/time")).toBe("tcp.timed_out");
    expect(await other.seen("kraken/api/time")).toBe("ok");
  });

  it("runs once for a home", async () => {
    const { home, remove } = tempHome();
    await opened(home);
    const second = startWorld({ catalog: ownCatalog, home, vantages: ["a"], now: Date.now });
    await expect(second).rejects.toThrow(/already runs/);
    remove();
  });

  it("keeps its authority over a restart, so that workers that run on trust it still", async () => {
    const { home, remove } = tempHome();
    const first = await openTestWorld({ home });
    await first.stop();
    const second = await opened(home);
    expect(second.world.file.ca).toBe(first.world.file.ca);
    expect(second.world.file.token).not.toBe(first.world.file.token);
    expect(await second.seen("kraken/api/time")).toBe("ok");
    remove();
  });

  it("stops while connections hang, and nothing listens afterwards", async () => {
    const { world, probe, stop } = await openTestWorld();
    await world.fail("kraken/api/time", "http.response.timed_out");
    await world.fail("gemini", "tcp.timed_out");
    const hanging = probe("kraken/api/time");
    while (world.status().spoiled === 0) await new Promise(setImmediate);
    // By its own authority: once it is gone, its port may be another test's.
    const isThere = () =>
      new Promise<boolean>((resolve) => {
        const servername = "api.kraken.com";
        const host = world.plan.sites.get(servername)?.address ?? "";
        const socket = connectSecurely({
          host,
          port: world.file.ports["443"] ?? 0,
          servername,
          ca: world.file.ca,
          timeout: 5_000,
        });
        const say = (there: boolean) => {
          socket.destroy();
          resolve(there);
        };
        socket.once("secureConnect", () => say(true));
        for (const end of ["error", "timeout", "end"]) socket.once(end, () => say(false));
      });
    expect(await isThere()).toBe(true);
    await stop();
    expect((await hanging).result.outcome).toBe("failed");
    expect(await isThere()).toBe(false);
  });

  it("survives whatever is sent to its doors", async () => {
    const { world, seen } = await opened();
    const junk = [
      Buffer.from("GET / HTTP/1.1\r\n\r\n"),
      Buffer.alloc(2_000, 0x16),
      Buffer.from([0x16, 3, 1, 0xff, 0xff, 1]),
    ];
    const send = (port: number, bytes: Buffer) =>
      new Promise<void>((resolve) => {
        const socket = connect(port, world.plan.sites.get("api.kraken.com")?.address ?? "", () => socket.end(bytes));
        socket.resume();
        socket.once("error", () => undefined);
        socket.once("close", () => resolve());
      });
    await Promise.all(junk.map((bytes) => send(world.file.ports["443"] ?? 0, bytes)));
    expect(await seen("kraken/api/time")).toBe("ok");
  });

  it("hands out a value for every setting, and answers at the hosts it made up", async () => {
    const { world, checks } = await opened();
    expect(Buffer.from(world.file.env.ROBINHOOD_PRIVATE_KEY ?? "", "base64")).toHaveLength(32);
    const urls = Object.entries(world.file.env).filter(([name]) => name.endsWith("_URL"));
    expect(urls.length).toBeGreaterThan(2);
    for (const [, url] of urls) expect(world.plan.sites.has(new URL(url).hostname)).toBe(true);
    expect(checks.some(({ id }) => id === "robinhood/api/quote")).toBe(true);
  });
});

describe("a request that no stand-in knows", () => {
  /** Asks a host of the world over its plain TLS port, without checking who answers: only the answer matters here. */
  function ask(world: World, host: string, path: string, body?: object, name = host) {
    return new Promise<Reply>((resolve, reject) => {
      const sent = requestTls(
        {
          host: world.plan.sites.get(host)?.address,
          port: world.file.ports["443"],
          servername: host,
          ca: world.file.ca,
          agent: false,
          method: body ? "POST" : "GET",
          path,
          headers: { host: name },
        },
        (response) => {
          let text = "";
          response.on("data", (chunk) => {
            text += String(chunk);
          });
          response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
        },
      );
      sent.on("error", reject);
      sent.end(body ? JSON.stringify(body) : undefined);
    });
  }

  it("gets a 404 in the service's own style, and is counted", async () => {
    const { world } = await opened();
    expect(await ask(world, "api.kraken.com", "/0/public/Nothing")).toEqual({
      status: 404,
      body: '{"error":["EGeneral:Unknown method"]}',
    });
    expect(await ask(world, "api.binance.com", "/api/v3/depth?symbol=NOSUCH")).toMatchObject({ status: 400 });
    const rpc = { jsonrpc: "2.0", id: "x7", method: "eth_mining", params: [] };
    const unknown = await ask(world, "eth.drpc.org", "/", rpc);
    expect(JSON.parse(unknown.body)).toMatchObject({ id: "x7", error: { code: -32601 } });
    expect((await ask(world, "phantom.com", "/nowhere")).status).toBe(404);
    expect(world.status().unanswered.map(({ request }) => request)).toEqual([
      "GET api.kraken.com/0/public/Nothing",
      "GET api.binance.com/api/v3/depth?symbol=NOSUCH",
      "POST eth.drpc.org/ eth_mining",
      "GET phantom.com/nowhere",
    ]);
  });

  it("for another host than the one that stands there is misdirected", async () => {
    const { world } = await opened();
    expect((await ask(world, "api.kraken.com", "/0/public/Time", undefined, "api.gemini.com")).status).toBe(421);
  });

  it("with a wrong key is refused, as by the real one", async () => {
    const { world } = await opened();
    const rpc = { jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] };
    expect((await ask(world, "mainnet.infura.io", "/v3/not-a-key", rpc)).status).toBe(401);
    expect((await ask(world, "mainnet.infura.io", `/v3/${world.file.env.INFURA_API_KEY}`, rpc)).status).toBe(200);
  });
});

describe("the control channel", () => {
  it("obeys only who holds the token, and only orders that make sense", async () => {
    const { world } = await opened();
    const { control, token } = world.file;
    expect((await call(`${control}/status`, "wrong")).status).toBe(401);
    expect((await call(`${control}/ready`, token)).status).toBe(200);
    expect((await call(`${control}/nothing`, token)).status).toBe(404);
    expect((await call(`${control}/fail`, token, "POST", "{")).status).toBe(400);
    expect((await call(`${control}/fail`, token, "POST", '{"target":"kraken","fault":"slow","more":1}')).status).toBe(
      400,
    );
    expect((await call(`${control}/fail`, token, "POST", `{"target":"${"x".repeat(9_000)}"}`)).status).toBe(400);
    expect((await call(`${control}/fail`, token, "POST", '{"target":"nobody","fault":"slow"}')).status).toBe(422);
    expect((await call(`${control}/fail`, token, "POST", '{"target":"kraken","fault":"http.error"}')).status).toBe(200);
    expect(world.status().orders).toHaveLength(1);
    expect((await call(`${control}/heal`, token, "POST", "{}")).status).toBe(200);
    expect(world.status().orders).toEqual([]);
  });
});
