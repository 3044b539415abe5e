import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { PAGE_ADDRESSES } from "#server/routes.ts";

/** One page of each kind: what its pictures are called, and where it is, without its language. */
export interface ShotPage {
  /** `services-slug` */
  readonly name: string;
  readonly path: string;
  /** What it answers when it can see. */
  readonly status: 200 | 404;
}

/** What stands in the braces of an address; an id is that of the page's own kind. */
const EXAMPLES: Readonly<Record<string, string | null>> = {
  provider: "aws",
  region: "us-east-1",
  step: "manage",
};
const REPLAYED = "2025-10-20-aws-us-east-1";

/** Which of them a page of one thing shows. */
export interface Shown {
  readonly service: string | null;
  /** Whichever is the newest; null where there is none. */
  readonly incident: string | null;
  /** The scenario of the scorecard; null where there is none. */
  readonly drill: string | null;
}

/** The names of all pages that are built. */
export function pageNames(root: string): string[] {
  return [...PAGE_ADDRESSES.filter((at) => isBuilt(root, at)).map(nameOf), "nowhere"];
}

/**
 * The pages of the table in server/routes.ts that are built, and one that is not there. Of what there is none there is no page
 * of one.
 */
export function shotPages(root: string, shown: Shown): ShotPage[] {
  const pages = PAGE_ADDRESSES.filter((at) => isBuilt(root, at)).flatMap((at): ShotPage[] => {
    const parts: typeof EXAMPLES = { ...EXAMPLES, slug: shown.service, id: idOf(at, shown) };
    const path = at.replace(/\{([a-z]+)\}/g, (braces, part: string) => parts[part] ?? braces);
    return path.includes("{") ? [] : [{ name: nameOf(at), path, status: 200 }];
  });
  return [...pages, { name: "nowhere", path: "/nowhere", status: 404 }];
}

function idOf(at: string, { incident, drill }: Shown): string | null {
  if (at.startsWith("/replay/")) return REPLAYED;
  return at.startsWith("/drill/") ? drill : incident;
}

/** `/services/{slug}` -> `services-slug`; `/` -> `now` */
function nameOf(at: string): string {
  return at === "/" ? "now" : at.slice(1).replaceAll("/", "-").replace(/[{}]/g, "");
}

/** A page of the table that has no file yet is the 404 page. */
function isBuilt(root: string, at: string): boolean {
  const folder = join(root, "app/[lang]", at.replaceAll("{", "[").replaceAll("}", "]"));
  return existsSync(folder) && readdirSync(folder).includes("page.tsx");
}
