import { expect, test } from "vitest";
import { runAndKeepTail } from "./tail.ts";

const run = (script: string, keep?: number) => {
  const printed: string[] = [];
  const options = { cwd: ".", env: process.env, out: (line: string) => printed.push(line) };
  return runAndKeepTail(process.execPath, ["-e", script], keep === undefined ? options : { ...options, keep }).then(
    (ran) => ({ ...ran, printed }),
  );
};

test("what a command prints on both streams is printed whole, and its last lines are kept", async () => {
  const ran = await run("for (let i = 0; i < 5; i += 1) console.log('line', i)", 2);
  expect(ran.printed).toEqual(["line 0", "line 1", "line 2", "line 3", "line 4"]);
  expect(ran).toMatchObject({ ok: true, tail: ["line 3", "line 4"] });
  expect((await run("console.error('to stderr')")).tail).toEqual(["to stderr"]);
});

test("a command that ends badly, is killed or cannot be started is not ok", async () => {
  expect((await run("console.log('why'); process.exit(3)")).ok).toBe(false);
  expect((await run("process.kill(process.pid, 'SIGKILL')")).ok).toBe(false);
  const absent = await runAndKeepTail("./no-such-command", [], { cwd: ".", env: process.env, out: () => {} });
  expect(absent.ok).toBe(false);
  expect(absent.tail.join()).toContain("./no-such-command cannot be started");
});
