import { createHash } from "node:crypto";
import { fillEnv, locateChecks, neededEnv } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";
import { hex64 } from "#drill/world/seed.ts";

/** Hosts of our own for endpoints whose whole URL is a setting: `QUICKNODE_ETHEREUM_URL` is on quicknode-ethereum. */
export const OWN_HOSTS = "world.invalid";

function madeUpUrl(name: string): string {
  const host = name.replace(/_URL$/, "").toLowerCase().replaceAll("_", "-");
  return `https://${host}.${OWN_HOSTS}/${hex64("path", name).slice(0, 12)}`;
}

/** An Ed25519 seed has to be 32 bytes in base64; any other key may be any word. */
function madeUpKey(name: string, isSeed: boolean): string {
  if (isSeed) return createHash("sha256").update(`seed:${name}`).digest("base64");
  return `world-${hex64("key", name).slice(0, 24)}`;
}

/**
 * A value for every setting that the catalog's checks need, the same in every world. They open nothing but the
 * stand-ins on loopback.
 */
export function madeUpEnv(catalog: Pick<Catalog, "services">): Record<string, string> {
  const env: Record<string, string> = {};
  for (const { check } of locateChecks(catalog)) {
    const seed = check.request.probe === "http" ? check.request.sign?.secretEnv : undefined;
    for (const name of neededEnv(check))
      env[name] ??= name.endsWith("_URL") ? madeUpUrl(name) : madeUpKey(name, name === seed);
  }
  return Object.fromEntries(Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A text with its `${NAME}`s filled in. */
export function fillIn(text: string, env: Readonly<Record<string, string>>): string {
  return fillEnv(text, (name) => env[name] ?? `\${${name}}`);
}
