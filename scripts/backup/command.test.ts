import { expect, it } from "vitest";
import { BACKUP_USAGE, backupName, RESTORE_USAGE, readFileOrder } from "#scripts/backup/command.ts";
import { headerSchema, pieceName, readJson, tableOfPiece } from "#scripts/backup/manifest.ts";
import { Misuse } from "#scripts/command/misuse.ts";

it("takes one file or none, and says how it is meant to be used", () => {
  expect(readFileOrder([], BACKUP_USAGE)).toEqual({ file: null, world: false });
  expect(readFileOrder(["a.tar.gz", "--world"], RESTORE_USAGE)).toEqual({ file: "a.tar.gz", world: true });
  expect(readFileOrder(["--help"], BACKUP_USAGE)).toBeNull();
  expect(() => readFileOrder(["a", "b"], BACKUP_USAGE)).toThrow(Misuse);
  expect(() => readFileOrder(["--nonsense"], BACKUP_USAGE)).toThrow();
});

it("a backup's name tells its instant, and whether it is of the made-up world", () => {
  const at = Date.parse("2026-11-23T03:22:01.500Z");
  expect(backupName(at, false)).toBe("faultline-20261123T032201Z.tar.gz");
  expect(backupName(at, true)).toBe("faultline-world-20261123T032201Z.tar.gz");
});

it("a member is a piece of a table only under its own kind of name", () => {
  expect(tableOfPiece(pieceName("measurement", 12))).toBe("measurement");
  expect(tableOfPiece(pieceName("measurement", 1_234_567))).toBe("measurement");
  for (const name of ["manifest.json", "tables/../x/000001.copy", 'tables/a"b/000001.copy', "tables/a/1.copy"]) {
    expect(tableOfPiece(name), name).toBeNull();
  }
});

it("a header that names what could not be a table, or is of another format, is refused", () => {
  const header = {
    format: "faultline-backup",
    formatVersion: 1,
    version: "1",
    createdAt: "2026-11-23T03:22:01.500Z",
    migration: "0008_delivery",
    tables: [{ name: "service", columns: ["id"] }],
    partitions: [{ parent: "measurement", day: "2026-11-23" }],
  };
  const read = (changed: object) => () =>
    readJson(headerSchema, Buffer.from(JSON.stringify({ ...header, ...changed })));
  expect(read({})()).toEqual(header);
  for (const changed of [
    { format: "other" },
    { formatVersion: 2 },
    { tables: [{ name: 'x"; drop table service; --', columns: ["id"] }] },
    { tables: [{ name: "service", columns: ['id") from stdin; --'] }] },
    { partitions: [{ parent: "measurement", day: "2026-11-31" }] },
    { migration: "../../etc/passwd" },
  ]) {
    expect(read(changed), JSON.stringify(changed)).toThrow(/no backup that this version reads/);
  }
  expect(() => readJson(headerSchema, Buffer.from("nonsense"))).toThrow(/no backup of Faultline/);
});
