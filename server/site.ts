import type { Drill } from "#server/drill.ts";
import type { Face } from "#server/faces.ts";

/** What is configured of this site that its pages need to know. */
export interface PublicSite {
  /** `https://status.example.org`: where readers find it; null when nobody said. */
  readonly url: string | null;
  /** `http://127.0.0.1:3000`: where it listens, while nobody said and nobody but this machine can ask. */
  readonly ownAddress?: string | null;
  /** `status.example.org,2026`: names the entries of feeds (RFC 4151). None where there is no address, and so no feed. */
  readonly feedTag?: string | null;
  /** Who runs it, and a URL or mail address to reach them by; null when nobody said. */
  readonly operator: string | null;
  readonly contact: string | null;
  /** What every probe of this instance calls itself. */
  readonly userAgent: string;
  /** What pictures are set in; none before the server has read them. */
  readonly faces: readonly Face[];
  /** The drill that this site shows; null when what it shows is no drill. */
  readonly drill?: Drill | null;
}

/** The symbol is what the pages' module graph shares with the server's. */
const KEY = Symbol.for("faultline.site");
type Holder = { [KEY]?: PublicSite };

/** Makes a site's settings those that pages read. */
export function publishSite(site: PublicSite): void {
  (globalThis as Holder)[KEY] = site;
}

/**
 * Where the addresses begin of what is asked for as a whole, such as a feed. Null where nobody said and others can ask: what
 * a request says is never asked.
 */
export function originOf({ url, ownAddress = null }: PublicSite): string | null {
  return url ?? ownAddress;
}

/** For pages: links that leave the site are made of this, and of nothing that a request says. */
export function currentSite(): PublicSite {
  return (globalThis as Holder)[KEY] ?? { url: null, operator: null, contact: null, userAgent: "", faces: [] };
}
