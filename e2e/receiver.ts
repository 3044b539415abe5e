import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";

/** A message as it came over the wire. */
interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** An incident has to be judged first. */
const WITHIN_MS = 90_000;

/** A receiver of webhooks on this machine that takes everything; it agrees to be told by itself only when it `agrees`. */
export async function openReceiver({ agrees = false } = {}) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const body = Buffer.concat(chunks).toString();
    received.push({ headers, body });
    const { challenge } = JSON.parse(body).data;
    if (agrees && challenge !== undefined) response.end(JSON.stringify({ challenge }));
    else response.writeHead(204).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  /** The first message of a type, as soon as it is there. */
  const next = async (type: string): Promise<Received> => {
    const found = () => received.find(({ body }) => JSON.parse(body).type === type);
    await expect.poll(found, { timeout: WITHIN_MS, message: type }).toBeDefined();
    return found() as Received;
  };
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, next, close: () => server.close() };
}
