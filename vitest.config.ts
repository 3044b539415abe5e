import { defineConfig } from "vitest/config";

/** Files share their process, one after another: to load everything anew for each takes more time than most tests. */
const shared = {
  isolate: false,
  exclude: ["node_modules/**", ".next/**", ".faultline/**", "e2e/**"],
  pool: "forks" as const,
  setupFiles: ["./scripts/testing/loopback-only.ts"],
  testTimeout: 20_000,
  hookTimeout: 60_000,
};

/** Their helpers keep a server and hooks for each file (db/launch/testing/support.ts): what is shared would be cleared away by the first. */
const LAUNCH = "db/launch/**/*.test.ts";

/** A whole product that plays an outage in real time: beside another such test neither has the machine that it needs. */
const ALONE = "scripts/drill/drill.db.test.ts";

export default defineConfig({
  test: {
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...shared.exclude, "**/*.db.test.ts", LAUNCH],
        },
      },
      { test: { ...shared, name: "launch", include: [LAUNCH], isolate: true } },
      // What needs Postgres: the real embedded server, a database of its own for each file, cloned from one template.
      {
        test: {
          ...shared,
          name: "integration",
          include: ["**/*.db.test.ts"],
          exclude: [...shared.exclude, ALONE],
          globalSetup: ["./db/testing/global-setup.ts"],
        },
      },
      {
        test: {
          ...shared,
          name: "drill",
          include: [ALONE],
          globalSetup: ["./db/testing/global-setup.ts"],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
