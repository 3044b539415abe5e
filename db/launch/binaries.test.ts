import { chmodSync, existsSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Account, isRoot } from "./account.ts";
import { type Binaries, chooseBinaries, installedSources, tryBinaries } from "./binaries.ts";
import { nativeVersion, repairLinks } from "./native.ts";
import { launch, linkTree, ordinaryAccount, tempDirectory } from "./testing/support.ts";

const INSTALLED = installedSources();

/** A copy of the npm package, as `npm ci --ignore-scripts` leaves it: without library links. */
function packageWithoutLinks(directory: string): string {
  if (INSTALLED.native === null) throw new Error("the npm package with the binaries is not installed");
  const native = join(directory, "package", "native");
  linkTree(INSTALLED.native, native);
  linkTree(join(dirname(INSTALLED.native), "package.json"), join(dirname(native), "package.json"));
  for (const name of links(native)) rmSync(join(native, "lib", name));
  return native;
}

function links(native: string): string[] {
  const entries = readdirSync(join(native, "lib"), { withFileTypes: true });
  return entries.filter((entry) => entry.isSymbolicLink()).map((entry) => entry.name);
}

function choose(
  native: string | null,
  system: string[],
  needs: { account?: Account | null; major?: number; copyTo?: string } = {},
): { found: Promise<Binaries>; lines: string[] } {
  const lines: string[] = [];
  const all = { account: null, major: null, copyTo: "/nowhere", ...needs, log: (line: string) => lines.push(line) };
  return { found: chooseBinaries({ native, system }, all), lines };
}

describe("library links that the package's install script did not make", () => {
  test("are made, relative, and as it would have made them", async () => {
    const native = packageWithoutLinks(tempDirectory());
    await expect(tryBinaries(join(native, "bin"), null)).rejects.toThrow(/cannot open shared object file|not loaded/);
    const { found, lines } = choose(native, []);
    expect((await found).bin).toBe(join(native, "bin"));
    expect(lines.join("\n")).toMatch(/made \d+ library links/);
    expect(links(native)).toEqual(links(INSTALLED.native ?? ""));
    expect(links(native).every((name) => !readlinkSync(join(native, "lib", name)).includes("/"))).toBe(true);
    expect(repairLinks(native)).toBe(0);
  });

  test("are made in a copy when the package cannot be written, and the copy is used again", async () => {
    const directory = tempDirectory();
    const native = packageWithoutLinks(directory);
    const copyTo = join(directory, "copies");
    if (isRoot()) {
      // Root can write anywhere; but it does not run Postgres itself, and the account cannot enter here.
      chmodSync(join(directory, "package"), 0o700);
    } else chmodSync(join(native, "lib"), 0o555);
    const account = ordinaryAccount();
    const first = choose(native, [], { account, copyTo });
    const { bin, major } = await first.found;
    expect(bin).toBe(join(copyTo, `postgres-binaries-${nativeVersion(native)}`, "bin"));
    expect(major).toBeGreaterThanOrEqual(17);
    expect(first.lines.join("\n")).toContain(`copying the Postgres binaries to ${copyTo}`);
    const second = choose(native, [], { account, copyTo });
    expect((await second.found).bin).toBe(bin);
    expect(second.lines).toEqual([]);
    expect(readdirSync(copyTo)).toHaveLength(1);
    if (!isRoot()) chmodSync(join(native, "lib"), 0o755);
  });

  test("may not lead out of the package", () => {
    const native = packageWithoutLinks(tempDirectory());
    const list = [{ source: "native/lib/x", target: "native/../../outside" }];
    rmSync(join(native, "pg-symlinks.json"));
    writeFileSync(join(native, "pg-symlinks.json"), JSON.stringify(list));
    expect(() => repairLinks(native)).toThrow("points outside");
    expect(existsSync(join(native, "..", "..", "outside"))).toBe(false);
  });
});

describe("binaries that cannot run", () => {
  test("are passed over with a reason, and the database runs on the next that do", async () => {
    const directory = tempDirectory();
    const native = packageWithoutLinks(directory);
    rmSync(join(native, "bin", "postgres"));
    writeFileSync(join(native, "bin", "postgres"), "made for another machine", { mode: 0o755 });
    const system = INSTALLED.system[0] ?? join(INSTALLED.native ?? "", "bin");
    const { pg, lines } = await launch({ home: join(directory, "home") }, { binaries: { native, system: [system] } });
    expect(pg.reused).toBe(false);
    expect(lines.join("\n")).toContain("no Postgres from npm package: postgres does not run");
    await pg.stop();
  });

  test("of every kind end in one error that says what to install", async () => {
    const { found, lines } = choose(null, ["/nowhere/15/bin", "/nowhere/14/bin"]);
    await expect(found).rejects.toThrow(
      /npm package: not installed.*nowhere\/15.*ENOENT.*apt-get install postgresql-15.*DATABASE_URL/,
    );
    expect(lines).toHaveLength(3);
  });

  test("of another version than the one that made the data are not let near it", async () => {
    const { found } = choose(INSTALLED.native, [], { major: 16 });
    await expect(found).rejects.toThrow(/PostgreSQL 16 made the data.*apt-get install postgresql-16/);
  });
});
