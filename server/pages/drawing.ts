import { createRequire } from "node:module";

/** What of sharp is used here: what it may hold, and how many threads it may take. */
interface Sharp {
  cache(kept: false): unknown;
  concurrency(threads: number): unknown;
}

/**
 * Next.js draws pictures with the sharp that it has brought. What it draws is different each time, and kept once it is made:
 * a memory of drawings (50 MB) would only be held. Without sharp Next.js draws by itself.
 */
export function limitDrawing(): void {
  const here = createRequire(import.meta.url);
  let sharp: Sharp;
  try {
    sharp = createRequire(here.resolve("next/package.json"))("sharp") as Sharp;
  } catch {
    return;
  }
  sharp.cache(false);
  sharp.concurrency(1);
}
