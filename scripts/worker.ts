import { runAlone } from "#scripts/start/alone.ts";

await runAlone("worker");
