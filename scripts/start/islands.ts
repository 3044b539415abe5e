import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build } from "esbuild";

/** Where the browser finds them, and the door (server/front/assets.ts). */
const PUBLIC = "/_next/static/islands";

/** Browsers of the last three years. */
const TARGET = ["chrome111", "firefox114", "safari16.4"];

/**
 * Makes scripts for the browser of all islands: `components/NAME/island.ts` or `.tsx` is that of every element with
 * `data-island="NAME"` What several of them import is a file of its own. They stand beside the files of Next.js, and
 * `islands.json` lists them for the door.
 * @param output the `.next` folder, of a build that is done
 */
export async function buildIslands(root: string, output: string): Promise<void> {
  const folder = join(output, "static/islands");
  rmSync(folder, { recursive: true, force: true });
  const entries = findIslands(root);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries.map(({ name, file }) => ({ in: file, out: name })),
    outdir: folder,
    entryNames: "[name]-[hash]",
    chunkNames: "shared-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    target: TARGET,
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    legalComments: "none",
    metafile: true,
    logLevel: "silent",
  });
  const publicPath = (path: string) => `${PUBLIC}/${relative(folder, join(root, path))}`;
  const islands = Object.entries(metafile.outputs).flatMap(([path, { entryPoint, imports }]) => {
    const island = entries.find(({ file }) => file === entryPoint);
    // What is imported later, when it is needed, is no part of the first load.
    const needed = imports.filter(({ kind }) => kind === "import-statement");
    return island ? [[island.name, { src: publicPath(path), imports: needed.map((one) => publicPath(one.path)) }]] : [];
  });
  writeFileSync(join(output, "islands.json"), JSON.stringify(Object.fromEntries(islands)));
}

function findIslands(root: string): { name: string; file: string }[] {
  return readdirSync(join(root, "components"), { recursive: true, encoding: "utf8" }).flatMap((path) => {
    const [, name] = /^([a-z-]+)\/island\.tsx?$/.exec(path) ?? [];
    return name === undefined ? [] : [{ name, file: `components/${path}` }];
  });
}
