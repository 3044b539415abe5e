/** `npm run test:clients`: programs of others, unchanged, read what the product publishes. Nothing is skipped. */
import { fileURLToPath } from "node:url";
import { buildIfNeeded } from "#scripts/start/build.ts";
import { ensureChromium } from "#scripts/test/chromium.ts";
import { ensureClients } from "#scripts/test/clients.ts";
import { runAndKeepTail } from "#scripts/test/tail.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const print = (line: string) => console.log(line);

/** Several of them would ask a proxy of the environment for what is on this machine. */
const NO_PROXY = { NO_PROXY: "*", no_proxy: "*" };

try {
  ensureClients(print);
  const env = { ...process.env, ...NO_PROXY, CHROMIUM_PATH: ensureChromium(print) };
  await buildIfNeeded(root, print);
  const { ok } = await runAndKeepTail("node_modules/.bin/playwright", ["test", "--config", "e2e/clients"], {
    cwd: root,
    env,
  });
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  print(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
