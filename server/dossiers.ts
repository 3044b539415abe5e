import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** A dossier's file as it stands in its folder. */
export interface DossierText {
  readonly name: string;
  readonly text: string;
}

/** The folder is looked at no more often than this: who drops a file in sees it soon, and a crowd costs nothing. */
const LOOK_MS = 5_000;
/** No dossier is larger. Of what is, nothing is read, and its reader says so of the empty text. */
const MAX_BYTES = 1_048_576;
const FILE = /^[^.].*\.(?:json|ya?ml)$/;

/**
 * The dossiers of a folder, read anew when a file in it has changed. The same array as long as nothing has. A folder that
 * cannot be read is told to `onError`, and what was read last stands.
 */
export function openDossiers(
  folder: string,
  now: () => number,
  onError: (error: unknown) => void,
): () => Promise<readonly DossierText[]> {
  let [seen, files, lookedAt] = ["", [] as readonly DossierText[], Number.NEGATIVE_INFINITY];
  let looking: Promise<void> | null = null;
  const look = async () => {
    const names = (await readdir(folder)).filter((name) => FILE.test(name)).sort();
    const stats = await Promise.all(names.map((name) => stat(join(folder, name))));
    const signs = names.map((name, index) => `${name} ${stats[index]?.size} ${stats[index]?.mtimeMs}`).join("\n");
    if (signs === seen) return;
    files = await Promise.all(
      names.map(async (name, index) => ({
        name,
        text: (stats[index]?.size ?? 0) > MAX_BYTES ? "" : await readFile(join(folder, name), "utf8"),
      })),
    );
    seen = signs;
  };
  return async () => {
    if (now() - lookedAt >= LOOK_MS) {
      lookedAt = now();
      looking ??= look()
        .catch(onError)
        .finally(() => {
          looking = null;
        });
    }
    await looking;
    return files;
  };
}

/** The symbol is what the pages' module graph shares with the server's. */
const KEY = Symbol.for("faultline.dossiers");
type Holder = { [KEY]?: () => Promise<readonly DossierText[]> };

/** Makes a reader of dossiers the one that pages ask. */
export function publishDossiers(read: () => Promise<readonly DossierText[]>): void {
  (globalThis as Holder)[KEY] = read;
}

/** For pages: the files of all dossiers. */
export async function currentDossiers(): Promise<readonly DossierText[]> {
  return (await (globalThis as Holder)[KEY]?.()) ?? NONE;
}

const NONE: readonly DossierText[] = [];
