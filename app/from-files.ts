import { type FileText, type Folders, filesOf } from "#server/folder.ts";

interface Made {
  readonly files: readonly FileText[];
  readonly value: unknown;
}

/** Pages and routes have module graphs of their own: what they share hangs on the process. */
const KEY = Symbol.for("faultline.files");
type Holder = { [KEY]?: Map<keyof Folders, Made> };

/** What is made of a folder's files, the same for all: once, and anew when one of them has changed. */
export function fromFiles<T>(name: keyof Folders, make: (files: readonly FileText[]) => T): () => Promise<T> {
  return async () => {
    const files = await filesOf(name);
    const holder = globalThis as Holder;
    holder[KEY] ??= new Map();
    const before = holder[KEY].get(name);
    if (before?.files === files) return before.value as T;
    const value = make(files);
    holder[KEY].set(name, { files, value });
    return value;
  };
}
