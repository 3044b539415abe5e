import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

it("wrong settings end the process with one message and the code that says that no restart can mend it", () => {
  const run = spawnSync(process.execPath, ["--import", "tsx", "server/main.ts"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, DATABASE_URL: "postgres://user:secret@127.0.0.1:1/none", PORT: "eighty" },
  });
  expect(run.status).toBe(78);
  expect(run.stderr).toMatch(/^web: These settings are wrong or missing:\n +PORT: .*\n$/);
});
