import { type FileText, type Folders, filesOf } from "#server/folder.ts";

/** What is made of a folder's files: once, and anew when one of them has changed. */
export function fromFiles<T>(name: keyof Folders, make: (files: readonly FileText[]) => T): () => Promise<T> {
  const made = new WeakMap<readonly FileText[], { readonly value: T }>();
  return async () => {
    const files = await filesOf(name);
    const kept = made.get(files) ?? { value: make(files) };
    made.set(files, kept);
    return kept.value;
  };
}
