import { defineConfig } from "@playwright/test";

const executablePath = process.env.CHROMIUM_PATH;

/** Those that leave to others what is theirs. */
const BESIDE = [
  "02-*",
  "03-faults*",
  "04-*",
  "05-*",
  "06-*",
  "07-*",
  "08-*",
  "09-*",
  "10-*",
  "11-*",
  "12-*",
  "13-*",
  "14-*",
  "15-*",
].map((name) => `${name}.spec.ts`);

export default defineConfig({
  testDir: "e2e",
  // One product under test, with faults injected into it. Most of the time is spent waiting for rounds to come: files run
  // beside one another where each fails targets of its own, and heals those alone.
  workers: 3,
  fullyParallel: false,
  projects: [
    { name: "start", testMatch: "01-*.spec.ts" },
    { name: "pages", testMatch: BESIDE, dependencies: ["start"] },
    // What takes a vantage's network away, or heals everything, is alone with the product.
    { name: "alone", testIgnore: ["clients/**", "01-*.spec.ts", ...BESIDE], dependencies: ["pages"], workers: 1 },
  ],
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  globalSetup: "./e2e/global-setup.ts",
  use: {
    browserName: "chromium",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // The closed network of a build machine refuses these by the dozen; the product needs none of them.
      args: ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
    },
  },
});
