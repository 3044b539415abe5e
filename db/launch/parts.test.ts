import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { turnOver } from "./logfile.ts";
import { keepPassword, newPassword, readPassword, scramVerifier } from "./password.ts";
import { disarmPidFile, parsePidFile, readPidFile } from "./pidfile.ts";
import { firstFreePort, portsToTry } from "./port.ts";
import { isAlive, ownIdentity, parseIdentity, parsePs, processTable } from "./processes.ts";
import { tempDirectory } from "./testing/support.ts";

describe("ports", () => {
  test("are tried upwards, at most 50 of them, and never one that the system gives out to others", () => {
    expect(portsToTry(15_432)).toEqual(Array.from({ length: 51 }, (_, index) => 15_432 + index));
    expect(portsToTry(32_760).at(-1)).toBe(32_767);
    for (const bad of [0, 80, 32_768, 54_320, 1.5, Number.NaN]) expect(() => portsToTry(bad)).toThrow(RangeError);
  });

  test("that are all taken give none", async () => {
    expect(await firstFreePort([])).toBeNull();
  });
});

describe("a pid file", () => {
  const text = "4711\n/data\n1795353865\n15999\n\n127.0.0.1\n  2146394         4\nready   \n";

  test("is read line by line, whole or just begun", () => {
    expect(parsePidFile(text)).toEqual({ pid: 4711, port: 15_999, status: "ready" });
    expect(parsePidFile("4711\n/data\n1795353865\n")).toEqual({ pid: 4711, port: null, status: "" });
    for (const bad of ["", "\n", "-1\n", "x\n"]) expect(parsePidFile(bad)).toBeNull();
  });

  test("loses its pid and keeps the key by which Postgres finds backends we cannot see", () => {
    const data = join(tempDirectory(), "postgres");
    mkdirSync(data);
    expect(readPidFile(data)).toBe("none");
    writeFileSync(join(data, "postmaster.pid"), text);
    disarmPidFile(data);
    expect(readFileSync(join(data, "postmaster.pid"), "utf8")).toBe(text.replace("4711", "2147483647"));
    writeFileSync(join(data, "postmaster.pid"), "");
    expect(readPidFile(data)).toBe("damaged");
  });
});

describe("a password", () => {
  test("is long, random, safe in a URL, and kept where only its owner reads it", () => {
    const home = tempDirectory();
    expect(readPassword(home)).toBeNull();
    const password = newPassword();
    expect(password).toMatch(/^[\w-]{43}$/);
    expect(newPassword()).not.toBe(password);
    keepPassword(home, password);
    expect(readPassword(home)).toBe(password);
    expect(statSync(join(home, "postgres-password")).mode & 0o777).toBe(0o600);
  });

  test("that was cut short counts as lost", () => {
    const home = tempDirectory();
    writeFileSync(join(home, "postgres-password"), "abc\n");
    expect(readPassword(home)).toBeNull();
  });

  test("is turned into what Postgres stores as RFC 7677 has it", () => {
    // The exchange printed in RFC 7677, section 3: password "pencil", this salt, 4096 rounds.
    const verifier = scramVerifier("pencil", Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64"));
    expect(verifier).toBe(
      "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
    );
  });
});

describe("a process", () => {
  test("is alive only as long as it is the same one", () => {
    const table = processTable();
    const own = ownIdentity(table);
    expect(isAlive(table, own)).toBe(true);
    expect(isAlive(table, { ...own, birth: "earlier" })).toBe(false);
    expect(table.birth(2_147_483_647)).toBeNull();
    expect(parseIdentity(JSON.stringify(own))).toEqual(own);
    for (const bad of ["", "7", "{}", '{"pid":"7","birth":"x"}']) expect(parseIdentity(bad)).toBeNull();
  });

  test("is read from the words of ps, where there is no /proc; zombies are left out", () => {
    const rows = parsePs(
      "  501 Ss   Sun Nov 22 13:24:25 2026     /opt/pg/bin/postgres -D /a b/postgres -c port=1\n" +
        "  502 S    Sun Nov  2 03:04:05 2026     postgres: faultline-abc: checkpointer   \n" +
        "  503 Z    Sun Nov 22 13:24:25 2026     (postgres)\n",
    );
    expect(rows).toEqual([
      { pid: 501, started: "Sun Nov 22 13:24:25 2026", command: "/opt/pg/bin/postgres -D /a b/postgres -c port=1" },
      { pid: 502, started: "Sun Nov 2 03:04:05 2026", command: "postgres: faultline-abc: checkpointer" },
    ]);
  });
});

test("a log that has grown too long is begun anew, and the one before is kept", () => {
  const path = join(tempDirectory(), "postgres.log");
  turnOver(path, 10);
  writeFileSync(path, "a longer line");
  turnOver(path, 100);
  expect(readFileSync(path, "utf8")).toBe("a longer line");
  turnOver(path, 10);
  expect(readFileSync(path, "utf8")).toBe("");
  expect(readFileSync(`${path}.1`, "utf8")).toBe("a longer line");
});
