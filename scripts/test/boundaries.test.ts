import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

const use = (specifier: string) => `import { thing } from "${specifier}";\nexport const used = thing;\n`;

/** Plants files in an empty copy of the tree and lints it with our rules. @returns the planted paths that were refused. */
function refused(planted: Readonly<Record<string, string>>): string[] {
  const tree = mkdtempSync(join(tmpdir(), "faultline-boundaries-"));
  try {
    const config = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
    writeFileSync(join(tree, "biome.json"), JSON.stringify({ ...config, vcs: { enabled: false } }));
    for (const [path, code] of Object.entries(planted)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), code);
    }
    const run = spawnSync(
      join(root, "node_modules/.bin/biome"),
      ["lint", "--reporter=github", "--max-diagnostics=none", "."],
      {
        cwd: tree,
        encoding: "utf8",
      },
    );
    const complaints = `${run.stdout}${run.stderr}`.split("\n").filter((line) => line.includes("noRestrictedImports"));
    return Object.keys(planted).filter((path) => complaints.some((line) => line.includes(`/${path},`)));
  } finally {
    rmSync(tree, { recursive: true });
  }
}

const FORBIDDEN: readonly (readonly [folder: string, specifier: string])[] = [
  ["domain", "node:fs"],
  ["domain", "node:fs/promises"],
  ["domain", "zod"],
  ["domain/status", "#db/client.ts"],
  ["domain/status", "../../db/client.ts"],
  ["catalog/services", "#workers/clock.ts"],
  ["db/read", "#workers/clock.ts"],
  ["db/read", "next"],
  ["workers", "#app/api.ts"],
  ["workers/probe", "#db/launch/launch.ts"],
  ["components", "#db/read/overview.ts"],
  ["components/ui", "postgres"],
  ["app/api", "#db/write/measurements.ts"],
  ["app/api", "#workers/clock.ts"],
  ["server", "#db/write/measurements.ts"],
  ["drill/world", "#db/client.ts"],
];

const ALLOWED: typeof FORBIDDEN = [
  ["domain", "#domain/time.ts"],
  ["db/read", "drizzle-orm"],
  ["workers", "#db/write/measurements.ts"],
  ["components", "react"],
  ["app/api", "#server/snapshot.ts"],
];

/** `domain/planted-3.ts` for the fourth row. */
const plant = (rows: typeof FORBIDDEN) =>
  Object.fromEntries(rows.map(([folder, specifier], index) => [`${folder}/planted-${index}.ts`, use(specifier)]));

describe("who may import what", () => {
  it("an import across a boundary is refused by the linter, in every folder", () => {
    const planted = plant(FORBIDDEN);
    expect(refused(planted)).toEqual(Object.keys(planted));
  });

  it("a dynamic import and a type import are imports too", () => {
    const planted = {
      "domain/dynamic.ts": 'export const later = () => import("#db/client.ts");\n',
      "domain/type.ts": 'import type { Sql } from "#db/client.ts";\nexport type S = Sql;\n',
    };
    expect(refused(planted)).toEqual(Object.keys(planted));
  });

  it("what the design allows is let through", () => {
    expect(refused(plant(ALLOWED))).toEqual([]);
  });
});

describe("the pure core", () => {
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "domain"], {
    cwd: root,
    encoding: "utf8",
  })
    .split("\n")
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));

  it("reads no clock, no chance and no environment", () => {
    expect(files.length).toBeGreaterThan(10);
    const impure = files.filter((file) =>
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bglobalThis\b|\bperformance\.now/.test(
        readFileSync(`${root}/${file}`, "utf8"),
      ),
    );
    expect(impure).toEqual([]);
  });
});
