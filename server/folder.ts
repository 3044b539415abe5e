import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** A file as it stands in its folder. */
export interface FileText {
  readonly name: string;
  readonly text: string;
}

/** The folder is looked at no more often than this: who drops a file in sees it soon, and a crowd costs nothing. */
const LOOK_MS = 5_000;
/** No dossier or scorecard is larger. Of what is, nothing is read, and its reader says so of the empty text. */
const MAX_BYTES = 1_048_576;
const FILE = /^[^.].*\.(?:json|ya?ml)$/;

/**
 * The JSON and YAML files of a folder, read anew when one of them has changed. The same array as long as nothing has. A folder
 * that is not there is empty; one that cannot be read is told to `onError`, and what was read last stands.
 */
export function openFolder(
  folder: string,
  now: () => number,
  onError: (error: unknown) => void,
): () => Promise<readonly FileText[]> {
  let [seen, files, lookedAt] = ["", [] as readonly FileText[], Number.NEGATIVE_INFINITY];
  let looking: Promise<void> | null = null;
  const look = async () => {
    const names = (await namesIn(folder)).filter((name) => FILE.test(name)).sort();
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

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** What pages read of files: the dossiers of past outages, and the scorecards of drills. */
export interface Folders {
  readonly dossiers: () => Promise<readonly FileText[]>;
  readonly scorecards: () => Promise<readonly FileText[]>;
}

/** The symbol is what the pages' module graph shares with the server's. */
const KEY = Symbol.for("faultline.folders");
type Holder = { [KEY]?: Folders };

/** Makes these the folders that pages ask. */
export function publishFolders(folders: Folders): void {
  (globalThis as Holder)[KEY] = folders;
}

const NONE: readonly FileText[] = [];

/** For pages: the files of one of the folders. */
export async function filesOf(name: keyof Folders): Promise<readonly FileText[]> {
  return (await (globalThis as Holder)[KEY]?.[name]()) ?? NONE;
}
