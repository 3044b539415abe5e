import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { migrationsMatch } from "#scripts/testing/migrations.ts";
import drizzle from "../../drizzle.config.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

it("a column that no migration holds is noticed", () => {
  const tree = mkdtempSync(join(tmpdir(), "faultline-schema-"));
  try {
    mkdirSync(join(tree, "db"));
    cpSync(join(root, "db/migrations"), join(tree, "db/migrations"), { recursive: true });
    cpSync(join(root, "db/schema"), join(tree, "db/schema"), { recursive: true });
    cpSync(join(root, "package.json"), join(tree, "package.json"));
    symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
    const file = join(tree, "db/schema/catalog.ts");
    const schema = readFileSync(file, "utf8");
    const planted = schema.replace('kind: text("kind")', 'planted: text("planted"), kind: text("kind")');
    expect(planted).not.toBe(schema);
    writeFileSync(file, planted);
    const lines: string[] = [];
    const schemas = [drizzle.schema ?? []].flat();
    expect(migrationsMatch(tree, schemas, (line) => lines.push(line))).toBe(false);
    expect(lines.join("\n")).toContain("what no migration does");
    writeFileSync(file, schema);
    expect(
      migrationsMatch(tree, schemas, (line) => lines.push(line)),
      lines.join("\n"),
    ).toBe(true);
  } finally {
    rmSync(tree, { recursive: true });
  }
});
