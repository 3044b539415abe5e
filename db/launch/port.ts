import { createServer } from "node:net";
import { codeOf } from "./errors.ts";

/** Linux gives out ports from here to any program's outgoing connections: none of these can be relied upon. */
export const FIRST_EPHEMERAL_PORT = 32_768;
/** How many ports after the wished one are tried. */
const REACH = 50;

/** The wished port and those that may stand in for it, in the order in which they are tried. Throws for a bad wish. */
export function portsToTry(wished: number): number[] {
  if (!Number.isInteger(wished) || wished < 1024 || wished >= FIRST_EPHEMERAL_PORT) {
    throw new RangeError(
      `The database port must be a whole number from 1024 to ${FIRST_EPHEMERAL_PORT - 1}, not ${wished}`,
    );
  }
  const end = Math.min(wished + REACH, FIRST_EPHEMERAL_PORT - 1);
  return Array.from({ length: end - wished + 1 }, (_, index) => wished + index);
}

/** Can this port be listened on at 127.0.0.1 at this moment? */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      if (codeOf(error) === "EADDRINUSE" || codeOf(error) === "EACCES") resolve(false);
      else reject(error);
    });
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first free one of these ports, or null. */
export async function firstFreePort(ports: readonly number[]): Promise<number | null> {
  for (const port of ports) if (await isPortFree(port)) return port;
  return null;
}
