import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { buildIslands } from "#scripts/start/islands.ts";
import { readIslands } from "#server/front/islands.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

let tree: string;
let output: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), "faultline-islands-"));
  output = join(tree, ".next");
  mkdirSync(output);
});
afterEach(() => rmSync(tree, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(join(tree, path, ".."), { recursive: true });
  writeFileSync(join(tree, path), text);
}

const textOf = (path: string) => readFileSync(join(output, path.replace("/_next/", "")), "utf8");

it("an island is one script with what only it imports; what is shared stands apart and is listed with it", async () => {
  write(
    "components/ui/shared.ts",
    "export const shared = (text: string): void => document.body.append(['shared', text].join(' '));",
  );
  write("components/a/own.ts", "export const own = 'own of a';");
  write(
    "components/a/island.ts",
    'import { shared } from "../ui/shared.ts"; import { own } from "./own.ts"; shared(own);',
  );
  write("components/b/island.tsx", 'import { shared } from "../ui/shared.ts"; shared("b"); void import("./later.ts");');
  write("components/b/later.ts", "export const later = 'needed later';");
  write("components/c/page.tsx", "export const page = 'no island';");
  await buildIslands(tree, output);
  const islands = await readIslands(output);
  expect([...islands.keys()].sort()).toEqual(["a", "b"]);
  const [a, b] = [islands.get("a"), islands.get("b")];
  expect(a?.src).toMatch(/^\/_next\/static\/islands\/a-[A-Z0-9]{8}\.js$/);
  expect(textOf(a?.src ?? "")).toContain("own of a");
  expect(a?.imports).toHaveLength(1);
  expect(b?.imports).toEqual(a?.imports);
  expect(textOf(a?.imports[0] ?? "")).toContain("shared");
  const all = readdirSync(join(output, "static/islands")).map((file) => textOf(`/_next/static/islands/${file}`));
  expect(all.join("")).toContain("needed later");
  expect(all.join("")).not.toContain("no island");
});

it("a name follows from the contents: another script is another file, and the old one is gone", async () => {
  write("components/a/island.ts", "document.title = '1';");
  await buildIslands(tree, output);
  const [first] = (await readIslands(output)).values();
  await buildIslands(tree, output);
  expect([...(await readIslands(output)).values()]).toEqual([first]);
  write("components/a/island.ts", "document.title = '2';");
  await buildIslands(tree, output);
  expect([...(await readIslands(output)).values()]).not.toEqual([first]);
  expect(readdirSync(join(output, "static/islands"))).toHaveLength(1);
});

it("what cannot be made for a browser fails", async () => {
  write("components/a/island.ts", 'import "node:fs";');
  await expect(buildIslands(tree, output)).rejects.toThrow("node:fs");
});

it("our own are made, ask for nothing that a browser has not, and what every page loads is small", async () => {
  await buildIslands(root, output);
  const islands = await readIslands(output);
  const live = islands.get("live");
  const first = [live?.src ?? "", ...(live?.imports ?? [])].map(textOf).join("");
  expect(first).toContain("/api/v1/stream");
  expect(first).not.toMatch(/process\.env|require\(/);
  expect(gzipSync(first).length).toBeLessThan(5_000);
});
