import { createSocket } from "node:dgram";
import { decode, encode, RECURSION_AVAILABLE, type RecordType } from "dns-packet";

/** What the test DNS does with a question: addresses, a response code, an empty answer, or something less kind. */
export type DnsAnswer =
  | { readonly addresses: readonly string[]; readonly afterMs?: number }
  | { readonly rcode: number }
  | "silent"
  | "garbage";

/** Response codes (RFC 1035, 4.1.1). */
export const SERVFAIL = 2;
export const NXDOMAIN = 3;
export const REFUSED = 5;

export interface DnsServer {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
  /** Every question so far: `A name`. */
  readonly questions: readonly string[];
  close(): Promise<void>;
}

/** A DNS server on loopback. `answer` is asked for each question; undefined means an empty answer (NODATA). */
export async function startDns(answer: (name: string, type: RecordType) => DnsAnswer | undefined): Promise<DnsServer> {
  const socket = createSocket("udp4");
  const questions: string[] = [];
  const timers = new Set<NodeJS.Timeout>();
  socket.on("message", (message, from) => {
    const query = decode(message);
    const question = query.questions?.[0];
    if (question === undefined) return;
    const { name, type } = question;
    questions.push(`${type} ${name}`);
    const given = answer(name, type) ?? { addresses: [] };
    if (given === "silent") return;
    const send = (packet: Uint8Array) => socket.send(packet, from.port, from.address);
    if (given === "garbage") {
      send(Buffer.concat([message.subarray(0, 2), Buffer.from("8180ffffffffffffffff", "hex")]));
      return;
    }
    const family = type === "AAAA" ? ":" : ".";
    const addresses = "addresses" in given ? given.addresses.filter((address) => address.includes(family)) : [];
    const packet = encode({
      type: "response",
      id: query.id ?? 0,
      flags: RECURSION_AVAILABLE | ("rcode" in given ? given.rcode : 0),
      questions: [question],
      answers: addresses.map((data) => ({ type: type as "A" | "AAAA", name, ttl: 60, data })),
    });
    const afterMs = "addresses" in given ? (given.afterMs ?? 0) : 0;
    if (afterMs === 0) {
      send(packet);
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      send(packet);
    }, afterMs);
    timers.add(timer);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions,
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      await new Promise<void>((resolve) => socket.close(resolve));
    },
  };
}
