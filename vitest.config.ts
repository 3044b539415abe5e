import { defineConfig } from "vitest/config";

const shared = {
  exclude: ["node_modules/**", ".next/**", ".faultline/**", "e2e/**"],
  pool: "forks" as const,
  setupFiles: ["./scripts/testing/loopback-only.ts"],
  testTimeout: 20_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...shared.exclude, "**/*.db.test.ts"],
        },
      },
      // What needs Postgres: the real embedded server, a database of its own for each file, cloned from one template.
      {
        test: {
          ...shared,
          name: "integration",
          include: ["**/*.db.test.ts"],
          globalSetup: ["./db/testing/global-setup.ts"],
        },
      },
    ],
  },
});
