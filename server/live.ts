import type { IncomingMessage, ServerResponse } from "node:http";
import { readQuery, WRONG_QUERY } from "#domain/publish/api/parameters.ts";
import { changesBetween, type SaidNow, saidNow } from "#domain/publish/stream.ts";
import { refuse } from "#server/front/refusal.ts";
import { type Site, securityHeaders } from "#server/headers.ts";
import { whenOver } from "#server/over.ts";

export interface LiveOptions {
  readonly site: Site;
  readonly now: () => number;
  /** Who asks, as far as people are told apart. */
  readonly clientOf: (request: IncomingMessage) => string;
  /** Names this process: its events are numbered from 1, and those of another mean nothing here. */
  readonly instance: string;
  readonly limits?: Partial<LiveLimits>;
}

interface LiveLimits {
  /** Listeners at a time, in all and of one client. */
  readonly inAll: number;
  readonly ofOne: number;
  /** Bytes that may wait for a listener who does not read them. */
  readonly unreadBytes: number;
  /** Events that one who was away may ask for again. */
  readonly remembered: number;
  readonly heartbeatMs: number;
  /** After this a listener is asked to come again: so they spread over the processes there are. */
  readonly longestMs: number;
}

/** A browser keeps one stream open for the tab that is looked at; an office has many browsers behind one address. */
const LIMITS: LiveLimits = {
  inAll: 5_000,
  ofOne: 50,
  unreadBytes: 64_000,
  remembered: 500,
  heartbeatMs: 15_000,
  longestMs: 600_000,
};

const NO_PARAMETERS = {};
const RETRY_MS = 5_000;
const HEARTBEAT = Buffer.from(": still here\n\n");

export interface Live {
  /** What is said now: listeners are told what has changed, if anything has. */
  tell(said: SaidNow): void;
  /** Answers `GET /api/v1/stream`. */
  listen(request: IncomingMessage, response: ServerResponse): void;
  /** What was told last. */
  readonly said: SaidNow;
  readonly listeners: number;
  /** Sends everybody away. */
  close(): void;
}

interface Listener {
  readonly response: ServerResponse;
  readonly client: string;
  readonly since: number;
}

/** Tells whoever listens what changes, in events of server-sent events: each is written once, for all. */
export function createLive({ site, now, clientOf, instance, limits }: LiveOptions): Live {
  const { inAll, ofOne, unreadBytes, remembered, heartbeatMs, longestMs } = { ...LIMITS, ...limits };
  const listeners = new Set<Listener>();
  const perClient = new Map<string, number>();
  /** The newest, oldest first; the last of them has the number `count`. */
  const events: Buffer[] = [];
  let count = 0;
  let said = saidNow(null, now());

  const leave = (listener: Listener) => {
    if (!listeners.delete(listener)) return;
    const left = (perClient.get(listener.client) ?? 1) - 1;
    if (left > 0) perClient.set(listener.client, left);
    else perClient.delete(listener.client);
  };
  const write = ({ response }: Listener, bytes: Buffer) => {
    // Who was sent away and has not taken the end yet is a listener still; a word after the end is an error of the process.
    if (response.writableEnded) return;
    response.write(bytes);
    // Who does not read would be given ever more to keep for later. He comes back, and asks for what he missed.
    if (response.writableLength > unreadBytes) response.destroy();
  };
  const beat = setInterval(() => {
    const oldest = now() - longestMs;
    for (const listener of listeners) {
      const { response, since } = listener;
      // Who has not taken the end by the next beat does not read at all, and would keep his place for ever.
      if (response.writableEnded) response.destroy();
      else if (since < oldest) response.end();
      else write(listener, HEARTBEAT);
    }
  }, heartbeatMs);
  beat.unref();

  const event = (name: string, data: object): Buffer =>
    Buffer.from(`id: ${instance}-${count}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  const head = () => ({ at: new Date(now()).toISOString(), version: said.version, headline: said.headline });

  /** What one who has heard everything up to an event has missed; null when nobody remembers, or it is too much. */
  const missed = (lastId: string): Buffer[] | null => {
    const [, number = ""] = /-(\d{1,15})$/.exec(lastId) ?? [];
    const behind = count - Number(number);
    if (lastId !== `${instance}-${number}` || behind < 0 || behind > events.length) return null;
    const own = behind === 0 ? [] : events.slice(-behind);
    // More at once than may wait for a listener: he would be sent away with it, and come again for the same.
    return own.reduce((bytes, { length }) => bytes + length, 0) > unreadBytes / 2 ? null : own;
  };

  const refusal = (client: string) => {
    const headers = { "Retry-After": "60" };
    if (listeners.size >= inAll) {
      return { status: 503, detail: "Too many listen already; ask for /api/v1/services.", as: "api", headers } as const;
    }
    if ((perClient.get(client) ?? 0) >= ofOne) {
      return { status: 429, detail: `No more than ${ofOne} may listen from one address.`, as: "api", headers } as const;
    }
    return null;
  };

  return {
    tell: (newest) => {
      const before = said;
      said = newest;
      if (newest.version === before.version) return;
      count += 1;
      const bytes = event("change", { ...head(), changes: changesBetween(before, newest) });
      events.push(bytes);
      if (events.length > remembered) events.shift();
      for (const listener of listeners) write(listener, bytes);
    },
    listen: (request, response) => {
      const [, query = ""] = (request.url ?? "").split("?", 2);
      const asked = readQuery(new URLSearchParams(query), NO_PARAMETERS);
      if ("errors" in asked) {
        return refuse(response, { status: 400, detail: WRONG_QUERY, as: "api", errors: asked.errors });
      }
      const client = clientOf(request);
      const refused = refusal(client);
      if (refused) return refuse(response, refused);
      response.writeHead(200, [
        ...["Content-Type", "text/event-stream; charset=utf-8", "Cache-Control", "no-store"],
        // nginx would collect events before it passes them on.
        ...["X-Accel-Buffering", "no", ...securityHeaders("api", site).flat()],
      ]);
      if (request.method === "HEAD") {
        response.end();
        return;
      }
      const listener: Listener = { response, client, since: now() };
      listeners.add(listener);
      perClient.set(client, (perClient.get(client) ?? 0) + 1);
      whenOver(request, response, () => leave(listener));
      const lastId = request.headers["last-event-id"];
      const again = typeof lastId === "string" ? missed(lastId) : null;
      const first = again ?? [event("now", head())];
      write(listener, Buffer.concat([Buffer.from(`retry: ${RETRY_MS}\n\n`), ...first]));
    },
    get said() {
      return said;
    },
    get listeners() {
      return listeners.size;
    },
    close: () => {
      clearInterval(beat);
      for (const { response } of listeners) response.end();
    },
  };
}
