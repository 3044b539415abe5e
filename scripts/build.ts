import { fileURLToPath } from "node:url";
import { buildIfNeeded } from "#scripts/start/build.ts";

buildIfNeeded(fileURLToPath(new URL("..", import.meta.url)), console.log).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
