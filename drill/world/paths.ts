import { join } from "node:path";

/** The world's own folder under a home. */
export function worldFolder(home: string): string {
  return join(home, "world");
}

/** Where a running world leaves what the workers and the command line need to know. */
export function worldPath(home: string): string {
  return join(worldFolder(home), "world.json");
}
