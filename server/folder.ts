import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { isDocumentName } from "#domain/document-name.ts";

/** A file as it stands in its folder. */
export interface FileText {
  readonly name: string;
  readonly text: string;
}

/** The folder is looked at no more often than this: who drops a file in sees it soon, and a crowd costs nothing. */
const LOOK_MS = 5_000;
/** No dossier or scorecard is larger. Of what is, nothing is read, and its reader says so of the empty text. */
const MAX_BYTES = 1_048_576;

/** What a look at one name found. */
interface Look {
  /** Changes whenever the file does, and when it may be read again. */
  readonly sign: string;
  readonly file: FileText | null;
  readonly error: Error | null;
}

/**
 * The JSON and YAML files of a folder, each read anew when it has changed. The same array as long as nothing has. What cannot
 * be read is told to `onError`, once: of a file, which is left out, and of the folder, of which then stands what was read last.
 * A folder that is not there is empty.
 */
export function openFolder(
  folder: string,
  now: () => number,
  onError: (error: unknown) => void,
): () => Promise<readonly FileText[]> {
  let [looks, files, lookedAt] = [new Map<string, Look>(), [] as readonly FileText[], Number.NEGATIVE_INFINITY];
  let looking: Promise<void> | null = null;
  const look = async () => {
    const names = (await namesIn(folder)).filter(isDocumentName).sort();
    const before = looks;
    looks = new Map(
      await Promise.all(names.map(async (name) => [name, await lookAt(folder, name, before.get(name))] as const)),
    );
    for (const [name, { error }] of looks)
      if (error !== null && error.message !== before.get(name)?.error?.message) onError(error);
    const found = [...looks.values()].flatMap(({ file }) => file ?? []);
    if (found.length !== files.length || found.some((file, index) => file !== files[index])) files = found;
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

/** @param before what the look before found; it stands as long as the file is the same */
async function lookAt(folder: string, name: string, before: Look | undefined): Promise<Look> {
  const path = join(folder, name);
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new Error(`${path} is no file`);
    const sign = `${found.size} ${found.mtimeMs} ${found.ctimeMs} ${found.ino}`;
    if (before?.sign === sign) return before;
    const text = found.size > MAX_BYTES ? "" : await readFile(path, "utf8");
    return { sign, file: { name, text }, error: null };
  } catch (error) {
    return { sign: "", file: null, error: error instanceof Error ? error : new Error(String(error)) };
  }
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
