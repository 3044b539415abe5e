import { cloudOf } from "#catalog/clouds/providers.ts";
import type { Post } from "#drill/world/press/story.ts";

/** The region of a key such as `aws/us-east-1`, as its provider would write it. */
export interface Place {
  readonly provider: string;
  readonly id: string;
  /** `US East (N. Virginia)`; the id where the catalog knows no name. */
  readonly name: string;
  /** `N. Virginia` */
  readonly shortName: string;
}

export function placeOf(key: string): Place {
  const [provider = "", id = ""] = key.split("/");
  const known = cloudOf(provider)?.regions.find((region) => region.id === id || region.aliases.includes(id));
  const name = known?.name ?? id;
  return { provider, id, name, shortName: known?.aliases[0] ?? name };
}

export const CLOUD_TITLE = "Increased error rates and latencies";

/** What a cloud writes. All of it is ours: no provider's text is repeated here. */
export function cloudText({ kind }: Post, where: string): string {
  if (kind === "first") return `We are looking into increased error rates for several services in ${where}.`;
  if (kind === "update") return `Errors continue in ${where}. Engineers are at work on it, and the next post follows.`;
  return `Error rates in ${where} are back to normal. All services there are operating normally.`;
}

/** What a vendor writes; with the cloud's name when it is one that names it. */
export function vendorText({ kind }: Post, what: string, upstream: string | null): string {
  if (kind === "closing") return `${what} answered normally for some minutes. We consider this over.`;
  if (upstream !== null) return `Requests to ${what} fail because of an outage at our upstream provider ${upstream}.`;
  return kind === "first"
    ? `We are investigating why requests to ${what} fail.`
    : `Requests to ${what} still fail. We are working on it.`;
}

/** Statuspage's words for the state of an incident at its posts. */
export function stateWord({ kind }: Post): "investigating" | "identified" | "resolved" {
  if (kind === "closing") return "resolved";
  return kind === "first" ? "investigating" : "identified";
}

/** "A", "A and B", "A and 3 more". */
export function listed(names: readonly string[]): string {
  const [first = "", second = ""] = names;
  if (names.length <= 1) return first;
  return names.length === 2 ? `${first} and ${second}` : `${first} and ${names.length - 1} more`;
}
