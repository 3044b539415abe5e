import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const MANIFEST = "page_client-reference-manifest.js";

interface Manifest {
  readonly clientModules: Readonly<Record<string, { readonly id: number | string }>>;
}

/**
 * Ids of the modules that a build marks as client components, without those of Next.js itself: a page that loads one of them
 * needs its runtime.
 * @param build the `.next` folder
 * @returns null when the build does not tell.
 */
export async function readClientModules(build: string): Promise<ReadonlySet<string> | null> {
  try {
    const folder = join(build, "server/app");
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(MANIFEST));
    const manifests = await Promise.all(files.map(async (file) => parse(await readFile(join(folder, file), "utf8"))));
    if (manifests.length === 0) return null;
    return new Set(
      manifests.flatMap(({ clientModules }) =>
        Object.entries(clientModules)
          .filter(([path]) => !path.includes("/node_modules/next/"))
          .map(([, { id }]) => String(id)),
      ),
    );
  } catch {
    return null;
  }
}

/** `globalThis.__RSC_MANIFEST["/[lang]/page"] = {...}` */
function parse(script: string): Manifest {
  const manifest = JSON.parse(/\] = (\{.*\});?\s*$/s.exec(script)?.[1] ?? "") as Manifest;
  if (typeof manifest.clientModules !== "object") throw new Error("a manifest without modules");
  return manifest;
}
