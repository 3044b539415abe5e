import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { connect } from "node:net";
import { decode, encode } from "dns-packet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestWorld, type TestWorld } from "#drill/testing/world.ts";
import { answerDns } from "#drill/world/dns.ts";

let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld();
});
afterAll(() => test.stop());

function resolver(server = test.world.file.dns): Resolver {
  const found = new Resolver({ timeout: 1_000, tries: 1 });
  found.setServers([server]);
  return found;
}

function port(): number {
  return Number(test.world.file.dns.split(":")[1]);
}

/** Sends messages over UDP from one socket, and gives the first answer. */
function exchange(...messages: readonly Buffer[]): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.once("message", (answer) => {
      socket.close();
      resolve(answer);
    });
    for (const message of messages) socket.send(message, port(), "127.0.0.1");
  });
}

const question = (name: string, type: "A" | "AAAA" | "NS") =>
  encode({ type: "query", id: 4711, flags: 0x0100, questions: [{ name, type, class: "IN" }] });

describe("the world's DNS", () => {
  it("gives every host of the catalog its own address, for a few seconds only", async () => {
    const hosts = [...test.world.plan.sites.values()];
    const found = await Promise.all(hosts.map(({ host }) => resolver().resolve4(host, { ttl: true })));
    expect(found.map((records) => records[0]?.address)).toEqual(hosts.map(({ address }) => address));
    expect(new Set(found.map((records) => records[0]?.address)).size).toBe(hosts.length);
    expect(found.every((records) => (records[0]?.ttl ?? 99) <= 5)).toBe(true);
  });

  it("knows no other name", async () => {
    await expect(resolver().resolve4("example.com")).rejects.toMatchObject({ code: "ENOTFOUND" });
  });

  it("has no IPv6 address for a host that exists", async () => {
    await expect(resolver().resolve6("api.kraken.com")).rejects.toMatchObject({ code: "ENODATA" });
  });

  it("names the root's servers, as the controls ask", async () => {
    expect(await resolver().resolveNs(".")).toContain("a.root-servers.net");
  });

  it("answers at the address of every control that is a resolver", async () => {
    const { file, plan } = test.world;
    for (const { control } of plan.resolvers) {
      const server = `${file.addresses[control.address]}:${file.ports["53"]}`;
      const asked = control.query === "." ? resolver(server).resolveNs(".") : resolver(server).resolve4(control.query);
      expect((await asked).length).toBeGreaterThan(0);
    }
  });

  it("ignores what is no question, and goes on", async () => {
    const junk = [
      Buffer.alloc(0),
      Buffer.from("GET / HTTP/1.1\r\n\r\n"),
      Buffer.alloc(600, 0xc0),
      encode({ type: "response", id: 1 }),
    ];
    const answer = decode(await exchange(...junk, question("api.kraken.com", "A")));
    expect(answer.id).toBe(4711);
    expect(answer.answers).toHaveLength(1);
    expect(junk.map((message) => answerDns(message, "127.0.0.1", () => "servfail"))).toEqual([null, null, null, null]);
  });

  it("answers over TCP too, in whatever pieces the question comes", async () => {
    const message = question("api.kraken.com", "A");
    const framed = Buffer.concat([Buffer.from([0, message.length]), message]);
    const answer = await new Promise<Buffer>((resolve) => {
      const socket = connect(port(), "127.0.0.1", () => {
        socket.write(framed.subarray(0, 3));
        setImmediate(() => socket.write(framed.subarray(3)));
      });
      socket.once("data", (data) => {
        socket.destroy();
        resolve(data);
      });
    });
    expect(decode(answer.subarray(2)).answers).toHaveLength(1);
  });
});
