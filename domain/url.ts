/**
 * Whether a text is a URL. In place of `URL.canParse`, which Node 20 compiles, once it has been called often, to something that
 * takes Latin-1 for UTF-8: from then on `https://bücher.ch/` is none.
 */
export function isUrl(text: string, base?: string | URL): boolean {
  try {
    new URL(text, base);
    return true;
  } catch {
    return false;
  }
}
