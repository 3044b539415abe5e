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

/** What stands in the braces of an address; an incident is whichever is the newest. */
const EXAMPLES: Readonly<Record<string, string>> = { slug: "infura", provider: "aws", region: "us-east-1" };
const REPLAYED = "2025-10-20-aws-us-east-1";

/** The names of all pages that are built. */
export function pageNames(root: string): string[] {
  return [...PAGE_ADDRESSES.filter((at) => isBuilt(root, at)).map(nameOf), "nowhere"];
}

/**
 * The pages of the table in server/routes.ts that are built, and one that is not there. In a record without incidents there
 * is no page of one.
 * @param incident the id of the one to show
 */
export function shotPages(root: string, incident: string | null): ShotPage[] {
  const pages = PAGE_ADDRESSES.filter((at) => isBuilt(root, at)).flatMap((at): ShotPage[] => {
    const id = at.startsWith("/replay") ? REPLAYED : incident;
    if (at.includes("{id}") && id === null) return [];
    const path = at.replace(/\{([a-z]+)\}/g, (_, part: string) =>
      part === "id" ? (id ?? "") : (EXAMPLES[part] ?? ""),
    );
    return [{ name: nameOf(at), path, status: 200 }];
  });
  return [...pages, { name: "nowhere", path: "/nowhere", status: 404 }];
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
