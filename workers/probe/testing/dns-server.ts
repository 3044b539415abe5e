import { createSocket } from "node:dgram";
import { decode, encode, RECURSION_AVAILABLE, type RecordType, TRUNCATED_RESPONSE } from "dns-packet";

/** What the test DNS does with a question: addresses, a response code, an empty answer, or something less kind. */
export type DnsAnswer =
  | { readonly addresses: readonly string[]; readonly afterMs?: number }
  | { readonly rcode: number }
  | "silent"
  /** Says that the answer is too long for UDP, and has none over TCP. */
  | "truncated"
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

function flagsOf(given: DnsAnswer): number {
  if (given === "truncated") return TRUNCATED_RESPONSE;
  return typeof given === "object" && "rcode" in given ? given.rcode : 0;
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
    const all = typeof given === "object" && "addresses" in given ? given.addresses : [];
    const addresses = all.filter((address) => address.includes(family));
    const packet = encode({
      type: "response",
      id: query.id ?? 0,
      flags: RECURSION_AVAILABLE | flagsOf(given),
      questions: [question],
      answers: addresses.map((data) => ({ type: type as "A" | "AAAA", name, ttl: 60, data })),
    });
    const afterMs = typeof given === "object" && "addresses" in given ? (given.afterMs ?? 0) : 0;
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
