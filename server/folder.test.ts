import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openFolder } from "#server/folder.ts";

let folder = "";
let now = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-folder-"));
  now = 1_000_000;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
const open = (errors: unknown[] = []) =>
  openFolder(
    folder,
    () => now,
    (error) => errors.push(error),
  );

it("a file that is dropped in is there seconds later, without a restart; one that is taken out is gone", async () => {
  put("a.json", "{}");
  const read = open();
  expect(await read()).toEqual([{ name: "a.json", text: "{}" }]);
  put("b.yaml", "x: 1");
  expect((await read()).length).toBe(1);
  now += 5_000;
  expect((await read()).map(({ name }) => name)).toEqual(["a.json", "b.yaml"]);
  rmSync(join(folder, "a.json"));
  now += 5_000;
  expect((await read()).map(({ name }) => name)).toEqual(["b.yaml"]);
});

it("nothing is read again as long as nothing has changed: the same array is given", async () => {
  put("a.json", "{}");
  const read = open();
  const first = await read();
  now += 60_000;
  expect(await read()).toBe(first);
});

it("a folder that cannot be read is told, and what was read last stands", async () => {
  put("a.json", "{}");
  const errors: unknown[] = [];
  const read = open(errors);
  const first = await read();
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "a file");
  now += 5_000;
  expect(await read()).toBe(first);
  expect(errors.length).toBe(1);
});

it("a folder that is not there is empty, until it is", async () => {
  rmSync(folder, { recursive: true });
  const errors: unknown[] = [];
  const read = open(errors);
  expect(await read()).toEqual([]);
  mkdirSync(folder);
  put("a.json", "{}");
  now += 5_000;
  expect((await read()).length).toBe(1);
  expect(errors).toEqual([]);
});

it("what is larger than any dossier is not read, and other files are nobody's business", async () => {
  put("big.json", "x".repeat(1_048_577));
  put("notes.md", "#");
  put(".hidden.json", "{}");
  expect(await open()()).toEqual([{ name: "big.json", text: "" }]);
});

it("what cannot be read is told and left out, and the other files stay, right after a start too", async () => {
  put("a.json", "{}");
  mkdirSync(join(folder, "b.json"));
  symlinkSync(join(folder, "nowhere"), join(folder, "c.json"));
  symlinkSync("d.json", join(folder, "d.json"));
  const errors: unknown[] = [];
  const read = open(errors);
  expect(await read()).toEqual([{ name: "a.json", text: "{}" }]);
  expect(errors.map(String)).toEqual([
    expect.stringMatching(/b\.json is no file/),
    expect.stringMatching(/ENOENT.*c\.json/),
    expect.stringMatching(/ELOOP.*d\.json/),
  ]);
});

it("it is told once, and is there as soon as it can be read", async () => {
  put("a.json", "{}");
  symlinkSync(join(folder, "later"), join(folder, "b.json"));
  const errors: unknown[] = [];
  const read = open(errors);
  const first = await read();
  now += 5_000;
  expect(await read()).toBe(first);
  expect(errors.length).toBe(1);
  put("later", "x");
  now += 5_000;
  expect((await read()).map(({ name }) => name)).toEqual(["a.json", "b.json"]);
});

it("of files only those that changed are others: the rest is what it was", async () => {
  put("a.json", "{}");
  put("b.json", "{}");
  const read = open();
  const [a, b] = await read();
  put("b.json", "[1]");
  now += 5_000;
  const next = await read();
  expect(next[0]).toBe(a);
  expect(next[1]).not.toBe(b);
});
