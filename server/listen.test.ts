import { once } from "node:events";
import { Agent, createServer, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { hangUp } from "#server/listen.ts";

const BODY = "stratum ".repeat(20_000);

/** Asks once. @returns `whole`, `refused` when there was no answer at all, or `broken` when there was a part of one. */
function ask(port: number, agent: Agent): Promise<"whole" | "refused" | "broken"> {
  return new Promise((resolve) => {
    const asking = request({ host: "127.0.0.1", port, agent }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("error", () => resolve("broken"));
      response.on("end", () => resolve(text === BODY ? "whole" : "broken"));
    });
    asking.on("error", () => resolve("refused"));
    asking.end();
  });
}

it("who is being answered when the process is to end reads his answer to its end, under load, too", async () => {
  const server = createServer((_, response) => {
    setImmediate(() => {
      response.write(BODY.slice(0, 50_000));
      setImmediate(() => response.end(BODY.slice(50_000)));
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const counts = { whole: 0, refused: 0, broken: 0 };
  let ending: Promise<void> | null = null;
  const client = async () => {
    for (;;) {
      const how = await ask(port, agent);
      counts[how] += 1;
      if (counts.whole > 500) ending ??= hangUp(server);
      if (ending !== null && how === "refused") return;
    }
  };
  await Promise.all(Array.from({ length: 50 }, client));
  await ending;
  agent.destroy();
  expect(counts.broken).toBe(0);
  expect(counts.whole).toBeGreaterThan(500);
});

it("a connection that stays open for nothing does not keep the process, nor does one that is never answered", async () => {
  const unanswered: ServerResponse[] = [];
  const server = createServer((_, response) => unanswered.push(response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const asked = ask(port, agent);
  await once(server, "request");
  await hangUp(server, 20);
  expect(await asked).toBe("refused");
  agent.destroy();
});
