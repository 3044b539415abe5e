import { STATUS_CODES } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { type Answer, bytesOf } from "#drill/world/answers/answer.ts";
import { type DeskParts, MAX_BODY, SLOW_MS } from "#drill/world/desk.ts";
import type { UpgradeListener } from "#drill/world/reception.ts";
import type { Spoilage } from "#drill/world/rehearse.ts";
import { readRequest, SOCKET, type WorldRequest } from "#drill/world/request.ts";
import { WIRE_FAULTS, type Wire } from "#drill/world/spoil.ts";

/** How often a stand-in that pushes is asked whether there is something new. */
const PUSH_MS = 500;
const INTERNAL_ERROR = 1011;

/** An answer that lets a WebSocket be opened: a fault's 200 is a message like any other. */
const isOpening = ({ status }: Answer) => status === 101 || status === 200;

function refuse(socket: Duplex, answer: Answer): void {
  const body = bytesOf(answer);
  const head = { ...answer.headers, "content-type": answer.type, "content-length": body.length, connection: "close" };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  const status = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? "Refused"}\r\n`;
  socket.end(Buffer.concat([Buffer.from(`${status}${lines.join("")}\r\n`), body]));
}

const BROKEN: Answer = { status: 500, type: "text/plain", body: "Internal Server Error\n" };
const MISDIRECTED: Answer = { status: 421, type: "text/plain", body: "Misdirected Request\n" };

type Ask = (request: WorldRequest) => { readonly answer: Answer; readonly wire: Wire | null };

/** One WebSocket that is open: what it says, and what is said when it is asked. */
class Line {
  readonly #socket: WebSocket;
  readonly #ask: Ask;
  #pushing: { readonly request: WorldRequest; last: string } | null = null;

  constructor(socket: WebSocket, ask: Ask) {
    this.#socket = socket;
    this.#ask = ask;
    const timer = setInterval(() => this.#push(), PUSH_MS);
    timer.unref();
    socket.on("error", () => socket.terminate());
    socket.on("close", () => clearInterval(timer));
  }

  /** Says what there is to say to a handshake or a message, and goes on with it as it changes. */
  speak(request: WorldRequest): void {
    const { answer, wire } = this.#ask(request);
    // Nothing is read any more, so that not even a ping is answered.
    if (wire === "gone") this.#socket.pause();
    else if (wire === "close") this.#socket.close(INTERNAL_ERROR, "internal error");
    else if (wire !== "mute" && answer.body !== "") {
      for (const message of [...(answer.before ?? []), answer.body]) this.#socket.send(message);
      // What was asked once is answered once; only what is pushed goes on.
      this.#pushing = answer.status === 101 ? { request, last: answer.body } : null;
    }
  }

  #push(): void {
    if (this.#pushing === null) return;
    const { answer, wire } = this.#ask(this.#pushing.request);
    if (wire !== null || answer.body === "" || answer.body === this.#pushing.last) return;
    this.#pushing.last = answer.body;
    this.#socket.send(answer.body);
  }
}

/** The world's WebSockets: every host's handshakes come here. */
export function createSockets({ hostAt, replies, book, tally }: DeskParts): UpgradeListener {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY, perMessageDeflate: false });
  const wireOf = (spoilage: Spoilage | null) => (spoilage && WIRE_FAULTS[spoilage.fault]) ?? null;
  const ask: Ask = (request) => {
    try {
      const spoilage = book.spoilageOf(request);
      return { answer: replies(request, spoilage), wire: wireOf(spoilage) };
    } catch (error) {
      // A stand-in that throws is a bug of the world; the client sees what a crashed server gives.
      tally.unknown({ ...request, method: "error", target: `${request.target} ${String(error)}` });
      return { answer: BROKEN, wire: null };
    }
  };

  return (message, socket, head) => {
    socket.on("error", () => socket.destroy());
    const address = socket instanceof Socket ? (socket.localAddress ?? "") : "";
    const host = hostAt(address);
    const { url, headers } = message;
    const read = (text: string) => (host === null ? null : readRequest(host, { method: SOCKET, url, headers }, text));
    const request = read("");
    const asked = (headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
    if (!request || asked !== host) {
      tally.unknown(request ?? { host: asked, method: SOCKET, target: "/", rpc: null });
      return refuse(socket, MISDIRECTED);
    }
    tally.ask(request.host);
    const { answer, wire } = ask(request);
    if (book.spoilageOf(request) !== null) tally.spoiled++;
    const open = () => {
      if (!isOpening(answer)) return refuse(socket, answer);
      server.handleUpgrade(message, socket, head, (opened) => {
        const line = new Line(opened, ask);
        opened.on("message", (data) => {
          const said = read(String(data));
          if (said) line.speak(said);
        });
        line.speak(request);
      });
    };
    if (wire === "silence") return;
    if (wire === "garbage") return void socket.end("THIS IS NOT HTTP\r\n\r\n");
    if (wire === "slow") return void setTimeout(open, SLOW_MS).unref();
    open();
  };
}
