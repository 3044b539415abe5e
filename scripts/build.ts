import { fileURLToPath } from "node:url";
import { buildIfNeeded } from "#scripts/start/build.ts";
import { runStoppable } from "#scripts/start/shutdown.ts";

await runStoppable(console.log, (shutdown) =>
  buildIfNeeded(fileURLToPath(new URL("..", import.meta.url)), console.log, shutdown),
);
