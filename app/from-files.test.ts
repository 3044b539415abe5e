import { expect, it, vi } from "vitest";
import { type FileText, publishFolders } from "#server/folder.ts";

it("what is made of files is made once for pages and routes together, and anew when a file has changed", async () => {
  let files: readonly FileText[] = [{ name: "a.json", text: "1" }];
  publishFolders({ dossiers: async () => files, scorecards: async () => [] });
  const make = vi.fn((of: readonly FileText[]) => of.map(({ text }) => text));
  const readers: (() => Promise<string[]>)[] = [];
  for (let graph = 0; graph < 2; graph += 1) {
    vi.resetModules();
    const { fromFiles } = await import("#app/from-files.ts");
    readers.push(fromFiles("dossiers", make));
  }
  const all = () => Promise.all(readers.map((read) => read()));
  const [page, route] = await all();
  expect(page).toEqual(["1"]);
  expect(route).toBe(page);
  expect(make).toHaveBeenCalledTimes(1);
  files = [{ name: "a.json", text: "2" }];
  expect(await all()).toEqual([["2"], ["2"]]);
  expect(make).toHaveBeenCalledTimes(2);
});
