import { isUrl } from "#domain/url.ts";

/** Where deliveries may go. */
export interface TargetRules {
  /** Ports that may be asked; 443 alone, unless an operator says more. */
  readonly ports: readonly number[];
  /** Our own: a delivery to ourselves would be one from inside. */
  readonly ownHosts: readonly string[];
  /** Plain http to loopback addresses, and nothing else: for tests of this machine alone. */
  readonly loopbackOnly?: boolean;
}

export const PUBLIC_TARGETS: TargetRules = { ports: [443], ownHosts: [] };

export const TARGET_REFUSALS = [
  "not_a_url",
  "too_long",
  "not_https",
  "has_credentials",
  "has_fragment",
  "port",
  "not_a_public_name",
  "own_host",
] as const;
export type TargetRefusal = (typeof TARGET_REFUSALS)[number];

export type Target =
  | { readonly ok: true; readonly url: string; readonly host: string }
  | { readonly ok: false; readonly why: TargetRefusal };

const LONGEST_URL = 2_048;
const LOOPBACK = /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^\[::1\]$/;
/** Names that no public resolver knows, or that stand for a machine's own network (RFC 6761, 6762, 8375, 9476; ICANN .internal). */
const PRIVATE_NAMES =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|test|invalid|example|onion|alt|arpa)$/;

const refused = (why: TargetRefusal): Target => ({ ok: false, why });

/**
 * Whether deliveries may go to an address, by its text alone; what the name resolves to is looked at when it is connected to.
 * Addresses in figures are refused in every spelling: the parser has made one of `127.1`, `0x7f000001` and `①②⑦.0.0.1`.
 */
export function checkTarget(text: string, rules: TargetRules = PUBLIC_TARGETS): Target {
  if (text.length > LONGEST_URL) return refused("too_long");
  // The parser drops tabs, line ends and spaces around: a URL with them is a mistake or a trick.
  if (/[\s\p{Cc}\p{Cf}]/u.test(text) || !isUrl(text)) return refused("not_a_url");
  const url = new URL(text);
  if (url.href.length > LONGEST_URL) return refused("too_long");
  const isLoopback = rules.loopbackOnly === true;
  if (url.protocol !== (isLoopback ? "http:" : "https:")) return refused("not_https");
  if (url.username !== "" || url.password !== "" || /^[a-z]+:[/\\]*[^/\\?#]*@/i.test(text)) {
    return refused("has_credentials");
  }
  if (url.hash !== "" || text.includes("#")) return refused("has_fragment");
  if (isLoopback) {
    return LOOPBACK.test(url.hostname) ? { ok: true, url: url.href, host: url.host } : refused("not_a_public_name");
  }
  if (!rules.ports.includes(url.port === "" ? 443 : Number(url.port))) return refused("port");
  const name = url.hostname.replace(/\.$/, "").toLowerCase();
  if (!isPublicName(name)) return refused("not_a_public_name");
  if (rules.ownHosts.some((own) => name === own || name.endsWith(`.${own}`))) return refused("own_host");
  return { ok: true, url: url.href, host: name };
}

/** A name with a dot, of letters, digits and hyphens, that ends in a letter's label: no address, no name of a private network. */
function isPublicName(name: string): boolean {
  const labels = name.split(".");
  if (name.length > 253 || labels.length < 2 || PRIVATE_NAMES.test(name)) return false;
  return (
    labels.every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label)) &&
    /^(?:xn--[a-z0-9-]+|[a-z]{2,})$/.test(labels.at(-1) ?? "")
  );
}

/** Hosts of chat services, where each address is a room of somebody else's: they share no limit by host. */
const SHARED_HOSTS = [
  "hooks.slack.com",
  "discord.com",
  "discordapp.com",
  "events.pagerduty.com",
  "events.eu.pagerduty.com",
];

export function isSharedHost(host: string): boolean {
  return SHARED_HOSTS.includes(host);
}

/** An address as it may be shown to whoever manages the subscription: its path may be a secret. */
export function shownTarget(url: string): string {
  return `${new URL(url).origin}/…`;
}
