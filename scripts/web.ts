import { runAlone } from "#scripts/start/alone.ts";

runAlone("web").catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
