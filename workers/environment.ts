import { readFileSync } from "node:fs";
import { userAgentOf } from "#domain/publish/operator.ts";
import { internetNetwork, worldNetwork } from "#workers/probe/network.ts";
import type { Network } from "#workers/probe/probe.ts";
import { type WorldFile, worldFileSchema } from "#workers/world-file.ts";
import packageJson from "../package.json" with { type: "json" };

/** Version of the product, as it stands in the User-Agent and at each worker's heartbeat. */
export const VERSION: string = packageJson.version;

/** Says who asks and whom to write to, so that the probed can have it stopped. `url`: of this instance's site. */
export function userAgent(contact: string | undefined, url?: string): string {
  return userAgentOf(VERSION, contact ?? null, url ?? null);
}

/** Reads what a running world left. @throws Error when there is nothing that can be read. */
export function readWorldFile(path: string): WorldFile {
  try {
    return worldFileSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    throw new Error(`No running world has left its file at ${path}. Start one with: npm start -- --world`);
  }
}

export interface NetworkSettings {
  /** Comma-separated resolvers instead of the system's. */
  readonly dns?: string | undefined;
  readonly sourceAddress?: string | undefined;
  /** Whose loopback address is used in the world. */
  readonly vantage?: string | undefined;
}

/** The network of a vantage: the internet, or the world when there is one. */
export function buildNetwork(settings: NetworkSettings, world: WorldFile | null): Network {
  const localAddress = settings.sourceAddress;
  if (world !== null) return worldNetwork(world, localAddress ?? world.vantages[settings.vantage ?? ""]);
  const servers = settings.dns?.split(",").map((server) => server.trim());
  return internetNetwork({ servers, localAddress });
}
