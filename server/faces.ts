import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A face as pictures are set in it. They cannot read the compressed form that pages are sent. */
export interface Face {
  readonly name: string;
  readonly weight: 400 | 600;
  readonly data: Buffer;
}

const FACES = [
  { name: "Source Serif 4", weight: 600, file: "source-serif-4/files/source-serif-4-latin-600-normal.woff" },
  {
    name: "IBM Plex Sans Condensed",
    weight: 400,
    file: "ibm-plex-sans-condensed/files/ibm-plex-sans-condensed-latin-400-normal.woff",
  },
] as const;

/** The faces of the visual design, from the packages that the pages have them from. */
export function readFaces(root: string): Promise<Face[]> {
  return Promise.all(
    FACES.map(async ({ name, weight, file }) => ({
      name,
      weight,
      data: await readFile(join(root, "node_modules/@fontsource", file)),
    })),
  );
}
