import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { inOrder } from "#scripts/backup/tables.ts";
import { type Member, readTar, TAR_END, tarMember } from "#scripts/backup/tar.ts";

const AT_S = 1_790_000_000;
const archive = (members: readonly Member[]) =>
  Buffer.concat([...members.map((member) => tarMember(member, AT_S)), TAR_END]);

/** The bytes in pieces of a size, as a stream gives them. */
async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, size = 1_000): Promise<Member[]> {
  const members: Member[] = [];
  for await (const member of readTar(inPieces(bytes, size))) members.push(member);
  return members;
}

const member = fc.record({
  name: fc.stringMatching(/^[a-z_/]{1,80}\.copy$/),
  body: fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
});

it("whatever was put in comes out, in its order, in whatever pieces it is read", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(member, { maxLength: 6 }), fc.integer({ min: 1, max: 3_000 }), async (members, size) => {
      expect(await read(archive(members), size)).toEqual(members);
    }),
    { numRuns: 60 },
  );
});

it("an archive that is cut off anywhere before its end is told from a whole one", async () => {
  const whole = archive([
    { name: "a", body: Buffer.alloc(700, 1) },
    { name: "b", body: Buffer.from("b") },
  ]);
  const end = whole.length - TAR_END.length;
  for (const length of [0, 100, 511, 512, 900, 1_536, 1_600, end]) {
    await expect(read(whole.subarray(0, length)), `${length} bytes`).rejects.toThrow(/cut off/);
  }
});

it("a header that was changed, and what never was an archive, is refused", async () => {
  const changed = archive([{ name: "a", body: Buffer.from("a") }]);
  changed[125] = 0x37;
  await expect(read(changed)).rejects.toThrow(/not an archive of this kind/);
  await expect(read(Buffer.alloc(2_000, "x"))).rejects.toThrow(/not an archive of this kind/);
});

it("any tar lists and extracts it", () => {
  const bytes = archive([
    { name: "header.json", body: Buffer.from("{}\n") },
    { name: "tables/measurement/000001.copy", body: Buffer.alloc(1_025, "x") },
  ]);
  const listed = spawnSync("tar", ["-tf", "-"], { input: bytes, encoding: "utf8" });
  expect(listed).toMatchObject({ status: 0, stderr: "", stdout: "header.json\ntables/measurement/000001.copy\n" });
  const extracted = spawnSync("tar", ["-xOf", "-", "tables/measurement/000001.copy"], { input: bytes });
  expect(extracted.stdout.equals(Buffer.alloc(1_025, "x"))).toBe(true);
});

it("what is referred to comes before what refers to it, and a circle is told", () => {
  const tables = ["a", "b", "c", "d"].map((name) => ({ name }));
  const references = [
    { from: "a", to: "c" },
    { from: "c", to: "d" },
  ];
  const order = inOrder(tables, references).map(({ name }) => name);
  expect(order.indexOf("d")).toBeLessThan(order.indexOf("c"));
  expect(order.indexOf("c")).toBeLessThan(order.indexOf("a"));
  expect([...order].sort()).toEqual(["a", "b", "c", "d"]);
  expect(() => inOrder(tables, [...references, { from: "d", to: "a" }])).toThrow(/circle: a, c, d/);
});
