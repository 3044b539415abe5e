import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const MIGRATIONS = "db/migrations";

/**
 * Whether the migrations hold all that the schema declares. `drizzle-kit check` looks at the journal alone, so
 * `generate` is let loose on a copy of the migrations: it must find nothing to add. The tree itself is not touched.
 */
export function migrationsMatch(
  root: string,
  schemas: readonly string[],
  print: (line: string) => void = console.log,
): boolean {
  const copy = mkdtempSync(join(tmpdir(), "faultline-migrations-"));
  try {
    cpSync(join(root, MIGRATIONS), copy, { recursive: true });
    // drizzle-kit puts "./" before these paths, so they are relative even where they lead out of the tree.
    const config = join(copy, "faultline.config.json");
    writeFileSync(config, JSON.stringify({ dialect: "postgresql", schema: schemas, out: relative(root, copy) }));
    const before = readdirSync(copy).sort().join();
    const run = spawnSync(
      join(root, "node_modules/.bin/drizzle-kit"),
      ["generate", `--config=${relative(root, config)}`],
      // Without a terminal it asks nothing: where it would (a renamed column?), it fails.
      { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], timeout: 60_000 },
    );
    const output = `${run.stdout}${run.stderr}`;
    const same = run.status === 0 && output.includes("No schema changes") && readdirSync(copy).sort().join() === before;
    if (!same) print(`${output.trim()}\nThe schema holds what no migration does: npx drizzle-kit generate`);
    return same;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
