import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** What the headline, the rows and the text are set in: with them at hand nothing moves when they come. */
const FIRST = [
  "source-serif-4-latin-600-normal",
  "ibm-plex-sans-condensed-latin-400-normal",
  "ibm-plex-sans-latin-400-normal",
];

/** Paths of the fonts of the first screen, as a build names them; none of a build that has none. */
export async function readFirstFonts(build: string): Promise<string[]> {
  const files = await readdir(join(build, "static/media")).catch(() => []);
  return FIRST.flatMap(
    (face) => files.find((file) => file.startsWith(`${face}.`) && file.endsWith(".woff2")) ?? [],
  ).map((file) => `/_next/static/media/${file}`);
}
