import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, it } from "vitest";
import { openDesk } from "#server/desk/open.ts";
import { readWebSettings } from "#server/settings.ts";

it("who sends more requests ahead than are answered at once, and hangs up, keeps nobody else from the desk", async () => {
  const desk = openDesk({
    settings: readWebSettings({ DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" }),
    now: () => 0,
    page: () => Promise.reject(new Error("no page is asked for")),
    clientOf: () => "192.0.2.1",
    onError: (what) => expect.unreachable(what),
  });
  let taken = 0;
  const server = createServer((request, response) => {
    if (desk.take(request, response)) taken += 1;
    // Nothing behind the first is ever sent.
    else response.writeHead(200).flushHeaders();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const hasty = connect(port, "127.0.0.1");
  const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
  hasty.write(request("/endless") + request("/subscribe/confirm/x").repeat(60));
  while (taken < 60) await new Promise((resolve) => setImmediate(resolve));
  hasty.destroy();
  await once(hasty, "close");
  const answer = await fetch(`http://127.0.0.1:${port}/subscribe/confirm/x`, { redirect: "manual" });
  expect(answer.status).not.toBe(503);
  server.closeAllConnections();
  server.close();
  await desk.close();
});
