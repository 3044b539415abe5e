import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chooseAccount, isRoot, parseAccounts } from "./account.ts";
import { makeOwnDirectory } from "./own-directory.ts";
import {
  addRows,
  copyCheckout,
  countRows,
  freePort,
  launchChild,
  ordinaryAccount,
  serversBelow,
  tempDirectory,
} from "./testing/support.ts";

const PASSWD = [
  "root:x:0:0:root:/root:/bin/bash",
  "# a comment",
  "nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false",
  "ann:x:1000:1001:Ann,,,:/home/ann:/bin/bash",
];

test("accounts are read from a passwd file", () => {
  expect(parseAccounts(PASSWD.join("\n"))).toEqual([
    { name: "root", uid: 0, gid: 0 },
    { name: "nobody", uid: -2, gid: -2 },
    { name: "ann", uid: 1000, gid: 1001 },
  ]);
});

test(
  isRoot()
    ? "as root Postgres runs as the owner of the data, else as postgres, else as nobody, and never as root"
    : "as an ordinary user Postgres runs as that user",
  () => {
    const withPostgres = [...PASSWD, "postgres:x:101:104::/:/bin/sh"].join("\n");
    const choices = [
      chooseAccount(1000, withPostgres),
      chooseAccount(0, withPostgres),
      chooseAccount(null, withPostgres),
      chooseAccount(null, PASSWD.join("\n")),
    ];
    if (!isRoot()) {
      expect(choices).toEqual([null, null, null, null]);
      return;
    }
    expect(choices.map((account) => account?.name)).toEqual(["ann", "postgres", "postgres", "nobody"]);
    expect(() => chooseAccount(null, "root:x:0:0::/:/bin/sh")).toThrow("/etc/passwd has none of: postgres");
  },
);

test("an ordinary user starts, stops and restarts a database in a directory of theirs", async () => {
  const directory = tempDirectory();
  const account = ordinaryAccount();
  const checkout = copyCheckout(directory);
  const own = join(directory, "own");
  mkdirSync(own, { mode: 0o700 });
  if (account !== null) chownSync(own, account.uid, account.gid);
  const uid = account?.uid ?? process.geteuid?.();
  const request = { home: join(own, "home"), port: await freePort() };
  for (const rows of [0, 2]) {
    const child = launchChild(request, { account, checkout });
    const answer = await child.answer;
    expect(answer).toMatchObject({ error: null, reused: false, owned: true });
    expect(statSync(`/proc/${answer.pid}`).uid).toBe(uid);
    if (rows === 0) await addRows(answer.url, 2);
    else expect(await countRows(answer.url)).toBe(rows);
    await child.stop();
    expect(serversBelow(directory)).toEqual([]);
  }
  for (const name of readdirSync(request.home)) expect(statSync(join(request.home, name)).uid).toBe(uid);
});

test("below a directory that is closed to others a database starts, restarts and survives the loss of its password", async () => {
  const directory = tempDirectory();
  const shared = join(directory, "shared");
  const closed = join(directory, "closed");
  mkdirSync(closed);
  const checkout = copyCheckout(closed);
  chmodSync(closed, 0o700);
  const request = { home: join(checkout, ".faultline"), port: await freePort(), shared };
  const programs: number[] = [];
  for (const round of ["new", "restarted", "forgotten"]) {
    if (round === "forgotten") {
      rmSync(join(request.home, "postgres-password"));
      rmSync(join(request.home, "postgres-location"), { force: true });
    }
    const child = launchChild(request, { checkout });
    const answer = await child.answer;
    expect(answer).toMatchObject({ error: null, reused: false });
    if (round === "new") await addRows(answer.url, 2);
    expect(await countRows(answer.url)).toBe(2);
    programs.push(statSync(`/proc/${answer.pid}/exe`).ino);
    expect(statSync(`/proc/${answer.pid}`).uid === 0).toBe(false);
    await child.stop();
  }
  expect(new Set(programs).size).toBe(1);
  const pointer = join(request.home, "postgres-location");
  if (!isRoot()) {
    expect(existsSync(pointer)).toBe(false); // what is closed to others is open to us
    return;
  }
  const base = readFileSync(pointer, "utf8").trim();
  expect(base.startsWith(`${shared}/`)).toBe(true);
  expect(existsSync(join(base, "postgres", "PG_VERSION"))).toBe(true);
  expect(existsSync(join(request.home, "postgres"))).toBe(false);
  expect(statSync(join(request.home, "postgres-password")).mode & 0o777).toBe(0o600);
});

test("what we run or trust is not taken from a directory that others can write to", () => {
  const directory = tempDirectory();
  chmodSync(directory, 0o777);
  expect(() => makeOwnDirectory(directory)).toThrow("can be written by other accounts");
  if (isRoot()) chownSync(directory, 65_534, 65_534);
  expect(() => makeOwnDirectory(isRoot() ? directory : "/")).toThrow("belongs to another account");
  makeOwnDirectory(join(tempDirectory(), "a", "b"));
});
