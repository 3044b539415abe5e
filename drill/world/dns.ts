import { createSocket, type RemoteInfo, type Socket as UdpSocket } from "node:dgram";
import { createServer, type Server, type Socket } from "node:net";
import { type Answer, decode, encode, type Packet, RECURSION_AVAILABLE } from "dns-packet";

/** What a name has: addresses, the root's own records, no such name, a broken server, or no answer at all. */
export type Lookup =
  | { readonly address: string; readonly address6?: string }
  | "root"
  | "nxdomain"
  | "servfail"
  | "silence";

export interface DnsServerOptions {
  readonly address: string;
  readonly port: number;
  /** `from` is the asker's address: a vantage without a network hears nothing. */
  lookup(name: string, from: string): Lookup;
}

export interface DnsServer {
  close(): Promise<void>;
}

const TTL_S = 5;
const MAX_TCP_MESSAGE = 4096;
const TCP_IDLE_MS = 10_000;
const RCODES = { nxdomain: 3, servfail: 2 } as const;
const ROOT_SERVERS = ["a.root-servers.net", "b.root-servers.net", "k.root-servers.net"];

/** Builds the answer to a question, or null when the message is none or deserves silence. */
export function answerDns(message: Buffer, from: string, lookup: DnsServerOptions["lookup"]): Buffer | null {
  let query: Packet;
  try {
    query = decode(message);
  } catch {
    return null; // Not DNS at all: a public resolver says nothing either.
  }
  const question = query.questions?.[0];
  if (query.type !== "query" || !question || query.questions?.length !== 1) return null;
  const name = question.name.toLowerCase();
  const reply = (rcode: number, answers: Answer[]): Buffer =>
    encode({
      type: "response",
      ...(query.id === undefined ? {} : { id: query.id }),
      flags: RECURSION_AVAILABLE | ((query.flags ?? 0) & 0x0100) | rcode,
      questions: [question],
      answers,
    });
  const found = lookup(name === "" ? "." : name, from);
  if (found === "silence") return null;
  if (found === "nxdomain" || found === "servfail") return reply(RCODES[found], []);
  if (found === "root") return reply(0, question.type === "NS" ? rootAnswers() : []);
  const { name: asked, type } = question;
  const data = type === "A" ? found.address : type === "AAAA" ? found.address6 : undefined;
  if (data === undefined || (type !== "A" && type !== "AAAA")) return reply(0, []); // It has no record of that type.
  return reply(0, [{ type, class: "IN", name: asked, ttl: TTL_S, data }]);
}

function rootAnswers(): Answer[] {
  return ROOT_SERVERS.map((data) => ({ type: "NS", class: "IN", name: ".", ttl: TTL_S, data }));
}

function openUdp({ address, port, lookup }: DnsServerOptions): Promise<UdpSocket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket("udp4");
    socket.once("error", reject);
    socket.on("message", (message: Buffer, peer: RemoteInfo) => {
      const answer = answerDns(message, peer.address, lookup);
      if (answer) socket.send(answer, peer.port, peer.address);
    });
    socket.bind({ address, port, exclusive: true }, () => {
      socket.off("error", reject);
      socket.on("error", () => undefined); // A peer that went away is not our trouble.
      resolve(socket);
    });
  });
}

/** DNS over TCP: each message with its length before it. */
function serveTcp(socket: Socket, lookup: DnsServerOptions["lookup"]): void {
  let pending = Buffer.alloc(0);
  const from = socket.remoteAddress ?? "";
  socket.setTimeout(TCP_IDLE_MS, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2) {
      const length = pending.readUInt16BE(0);
      if (length > MAX_TCP_MESSAGE) return void socket.destroy();
      if (pending.length < length + 2) return;
      const answer = answerDns(pending.subarray(2, length + 2), from, lookup);
      pending = pending.subarray(length + 2);
      if (!answer) continue;
      const prefix = Buffer.alloc(2);
      prefix.writeUInt16BE(answer.length);
      socket.write(Buffer.concat([prefix, answer]));
    }
  });
}

function openTcp(options: DnsServerOptions, sockets: Set<Socket>): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      serveTcp(socket, options.lookup);
    });
    server.once("error", reject);
    server.listen({ host: options.address, port: options.port, exclusive: true }, () => resolve(server));
  });
}

/** A DNS server over UDP and TCP at one address and port. Rejects with EADDRINUSE when either is taken. */
export async function openDns(options: DnsServerOptions): Promise<DnsServer> {
  const sockets = new Set<Socket>();
  const tcp = await openTcp(options, sockets);
  const udp = await openUdp(options).catch((error: unknown) => {
    tcp.close();
    throw error;
  });
  return {
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all([
        new Promise<void>((resolve) => udp.close(() => resolve())),
        new Promise<void>((resolve) => tcp.close(() => resolve())),
      ]);
    },
  };
}
