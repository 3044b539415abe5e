import { promises as dns } from "node:dns";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { createSecureContext, rootCertificates } from "node:tls";
import type { TargetPlace } from "#scripts/bench/probe-target.ts";
import type { Hop } from "#workers/probe/exchange.ts";

/** Sends a request over a connection of its own, reads the answer to its end, and makes nothing of it. */
export type Bare = (hop: Hop) => Promise<void>;

/** What `node:https` and `node:http` cost by themselves: one TLS context and one resolver for all, as few options as possible. */
export function createBare({ http, https, dns: server, ca }: TargetPlace): Bare {
  const secureContext = createSecureContext({ ca: [...rootCertificates, ca] });
  const resolver = new dns.Resolver();
  resolver.setServers([server]);
  const lookup: LookupFunction = (name, _options, found) => {
    resolver.resolve4(name).then(
      (addresses) =>
        found(
          null,
          addresses.map((address) => ({ address, family: 4 })),
        ),
      (error: NodeJS.ErrnoException) => found(error, []),
    );
  };
  return ({ url, method, headers, body }) =>
    new Promise((resolve, reject) => {
      const isTls = url.protocol === "https:";
      const named = isIP(url.hostname) === 0;
      const options = {
        host: named ? url.hostname : "127.0.0.1",
        port: isTls ? https : http,
        path: `${url.pathname}${url.search}`,
        method,
        headers,
        agent: false,
        ...(named ? { lookup } : {}),
        ...(isTls ? { secureContext, servername: named ? url.hostname : "" } : {}),
      } as const;
      const read = (response: IncomingMessage) => {
        response.on("data", () => {});
        response.on("end", () => {
          if (response.statusCode === 200) resolve();
          else reject(new Error(`the target answered ${response.statusCode}`));
        });
      };
      const sent = isTls ? httpsRequest(options, read) : httpRequest(options, read);
      sent.on("error", reject);
      sent.end(body ?? undefined);
    });
}

/** Does a task so many times, so many at a time. */
export async function crowd(times: number, atOnce: number, task: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < times) {
      next += 1;
      await task(next - 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}
