import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildIfNeeded } from "#scripts/start/build.ts";
import { ensureChromium } from "#scripts/test/chromium.ts";
import { migrationsMatch } from "#scripts/testing/migrations.ts";
import drizzle from "../drizzle.config.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const print = (line: string) => console.log(line);
const bin = (name: string) => `node_modules/.bin/${name}`;

const SCHEMAS = typeof drizzle.schema === "string" ? [drizzle.schema] : (drizzle.schema ?? []);

interface Step {
  readonly name: string;
  readonly run: () => Promise<boolean> | boolean;
}

function command(name: string, file: string, ...args: string[]): Step {
  return {
    name,
    run: () => {
      const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
      return spawnSync(file, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env }).status === 0;
    },
  };
}

/** Everything that must hold, cheapest first. Nothing is skipped: what cannot run fails and says what it needs. */
const STEPS: readonly Step[] = [
  command("format and lint, import boundaries", bin("biome"), "ci", "--error-on-warnings", "."),
  command("generated files are fresh", process.execPath, "--import", "tsx", "scripts/catalog-index.ts", "--check"),
  command("lockfile holds every platform", process.execPath, "--import", "tsx", "scripts/lockfile.ts", "--check"),
  command("types", bin("tsc"), "--noEmit", "-p", "."),
  command("dead code", bin("knip")),
  command("migrations are in order", bin("drizzle-kit"), "check"),
  { name: "migrations match the schema", run: () => migrationsMatch(root, SCHEMAS, print) },
  command("catalog", process.execPath, "--import", "tsx", "scripts/check.ts"),
  command("unit and integration tests", bin("vitest"), "run"),
  {
    name: "the site builds without a database",
    run: async () => {
      await buildIfNeeded(root, print);
      return true;
    },
  },
  {
    name: "browser tests",
    run: () => {
      const env = { ...process.env, CHROMIUM_PATH: ensureChromium(print) };
      return (
        spawnSync(bin("playwright"), ["test"], { cwd: root, stdio: ["ignore", "inherit", "inherit"], env }).status === 0
      );
    },
  },
];

let passed = 0;
const failures: string[] = [];
for (const step of STEPS) {
  print(`\n== ${step.name}`);
  const startedAt = Date.now();
  let ok = false;
  try {
    ok = await step.run();
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
  }
  print(`-- ${step.name}: ${ok ? "passed" : "FAILED"} in ${((Date.now() - startedAt) / 1_000).toFixed(1)} s`);
  if (ok) passed += 1;
  else failures.push(step.name);
}
print(`\nSteps of npm test that failed: ${failures.join(", ") || "none"}`);
print(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
