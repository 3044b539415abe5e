import type { Words } from "#components/words/words.ts";

/** What the catalog says, in the page's language; its own English, marked as such, where there is no other. */
export function CatalogText({ text, words }: { text: string; words: Words }) {
  return words.catalogText(text) ?? <span lang="en">{text}</span>;
}
