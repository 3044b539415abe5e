import { defineConfig } from "@playwright/test";
import browserTests from "../../playwright.config.ts";

/** `npm run test:clients`: programs of others against one product of their own. */
export default defineConfig({
  testDir: ".",
  // Most of them wait: for an outage to be judged, for a feed to be made anew.
  workers: 6,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  globalSetup: "./global-setup.ts",
  ...(browserTests.use === undefined ? {} : { use: browserTests.use }),
});
