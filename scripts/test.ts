import { fileURLToPath } from "node:url";
import { buildIfNeeded } from "#scripts/start/build.ts";
import { ensureChromium } from "#scripts/test/chromium.ts";
import { type Ran, runAndKeepTail } from "#scripts/test/tail.ts";
import { migrationsMatch } from "#scripts/testing/migrations.ts";
import drizzle from "../drizzle.config.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const print = (line: string) => console.log(line);
const bin = (name: string) => `node_modules/.bin/${name}`;

const SCHEMAS = typeof drizzle.schema === "string" ? [drizzle.schema] : (drizzle.schema ?? []);

interface Step {
  readonly name: string;
  readonly run: () => Promise<Ran> | Ran;
}

const silent = (ok: boolean): Ran => ({ ok, tail: [] });

function command(name: string, file: string, ...args: string[]): Step {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  return { name, run: () => runAndKeepTail(file, args, { cwd: root, env }) };
}

/** Everything that must hold, cheapest first. Nothing is skipped: what cannot run fails and says what it needs. */
const STEPS: readonly Step[] = [
  command("format and lint, import boundaries", bin("biome"), "ci", "--error-on-warnings", "."),
  command("generated files are fresh", process.execPath, "--import", "tsx", "scripts/catalog-index.ts", "--check"),
  command("failure types are described", process.execPath, "--import", "tsx", "scripts/failure-types.ts", "--check"),
  command("lockfile holds every platform", process.execPath, "--import", "tsx", "scripts/lockfile.ts", "--check"),
  command("types", bin("tsc"), "--noEmit", "-p", "."),
  command("dead code", bin("knip")),
  command("migrations are in order", bin("drizzle-kit"), "check"),
  { name: "migrations match the schema", run: () => silent(migrationsMatch(root, SCHEMAS, print)) },
  command("catalog", process.execPath, "--import", "tsx", "scripts/check.ts"),
  command("unit and integration tests", bin("vitest"), "run"),
  {
    name: "the site builds without a database",
    run: async () => {
      await buildIfNeeded(root, print);
      return silent(true);
    },
  },
  command("what is killed comes back, whole", process.execPath, "--import", "tsx", "scripts/test-chaos.ts", "--brief"),
  {
    name: "browser tests",
    run: () => {
      const env = { ...process.env, CHROMIUM_PATH: ensureChromium(print) };
      return runAndKeepTail(bin("playwright"), ["test"], { cwd: root, env });
    },
  },
];

const failures: { readonly name: string; readonly tail: readonly string[] }[] = [];
for (const step of STEPS) {
  print(`\n== ${step.name}`);
  const startedAt = Date.now();
  let ran = silent(false);
  try {
    ran = await step.run();
  } catch (error) {
    ran = { ok: false, tail: [error instanceof Error ? error.message : String(error)] };
    for (const line of ran.tail) print(line);
  }
  print(`-- ${step.name}: ${ran.ok ? "passed" : "FAILED"} in ${((Date.now() - startedAt) / 1_000).toFixed(1)} s`);
  if (!ran.ok) failures.push({ name: step.name, tail: ran.tail });
}

// Whoever reads this run sees its end first, and often only that: what failed early on is said there once more.
for (const { name, tail } of failures) {
  print(`\n== ${name} FAILED, and said last:`);
  for (const line of tail) print(line);
}
print(`\nSteps of npm test that failed: ${failures.map(({ name }) => name).join(", ") || "none"}`);
print(`${STEPS.length - failures.length} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
