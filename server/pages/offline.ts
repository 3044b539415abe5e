import { isUrl } from "#domain/url.ts";

/**
 * No page needs anything of the internet, and what is drawn for one must not ask for it either: Next.js would have faces and
 * emoji from public hosts for what stands in a picture, and tell them what that is. What is data already (its own code) is read.
 */
export function stayOffline(): void {
  const read = globalThis.fetch;
  globalThis.fetch = async (...args) => {
    const [asked] = args;
    const url = asked instanceof Request ? asked.url : String(asked);
    if (url.startsWith("data:")) return read(...args);
    throw new Error(
      `pages are made without the internet, and something of one asked for ${JSON.stringify(hostOf(url))}`,
    );
  };
}

function hostOf(url: string): string {
  return isUrl(url) ? new URL(url).host : url.slice(0, 80);
}
