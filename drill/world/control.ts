import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { z } from "zod";
import { candidatePorts, isBusy } from "#drill/world/doors.ts";
import {
  type FailReply,
  failRequest,
  type HealReply,
  healRequest,
  type ListReply,
  type Refusal,
  type StatusReply,
} from "#drill/world/messages.ts";
import { parseJson } from "#drill/world/request.ts";

/** What can be asked of a running world. */
export interface Controllable {
  list(): ListReply;
  status(): StatusReply;
  fail(target: string, fault?: string): Promise<FailReply | Refusal>;
  heal(target?: string): Promise<HealReply | Refusal>;
}

export interface ControlChannel {
  readonly url: string;
  close(): Promise<void>;
}

const MAX_BODY = 4096;

function isAllowed(message: IncomingMessage, token: string): boolean {
  const given = Buffer.from(message.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function readJson(message: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of message) {
    text += String(chunk);
    if (text.length > MAX_BODY) return undefined;
  }
  return parseJson(text);
}

async function parsed<T>(message: IncomingMessage, schema: z.ZodType<T>): Promise<T | null> {
  const result = schema.safeParse(await readJson(message));
  return result.success ? result.data : null;
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json", connection: "close" }).end(JSON.stringify(value));
}

const complain = (refusal: string): Refusal => ({ refusal, near: [] });

async function route(message: IncomingMessage, response: ServerResponse, world: Controllable): Promise<void> {
  const answer = (value: object) => send(response, "refusal" in value ? 422 : 200, value);
  switch (`${message.method} ${message.url}`) {
    case "GET /ready":
      return answer({ ready: true });
    case "GET /list":
      return answer(world.list());
    case "GET /status":
      return answer(world.status());
    case "POST /fail": {
      const order = await parsed(message, failRequest);
      return order ? answer(await world.fail(order.target, order.fault)) : send(response, 400, complain("bad request"));
    }
    case "POST /heal": {
      const order = await parsed(message, healRequest);
      return order ? answer(await world.heal(order.target)) : send(response, 400, complain("bad request"));
    }
    default:
      return send(response, 404, complain("no such path"));
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Opens the control channel on a free port of 127.0.0.1. Whoever holds the token may break the world. */
export async function openControl(world: Controllable, token: string): Promise<ControlChannel> {
  for (const port of candidatePorts(900)) {
    const server = createServer((message, response) => {
      if (!isAllowed(message, token)) return send(response, 401, complain("wrong token"));
      route(message, response, world).catch((error: unknown) => send(response, 500, complain(String(error))));
    });
    try {
      await listen(server, port);
    } catch (error) {
      if (isBusy(error)) continue;
      throw error;
    }
    const close = () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    return { url: `http://127.0.0.1:${port}`, close };
  }
  throw new Error("no port is free for the world's control channel");
}
