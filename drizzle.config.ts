import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: [
    "./db/schema/catalog.ts",
    "./db/schema/measurement.ts",
    "./db/schema/rollup.ts",
    "./db/schema/verdict.ts",
    "./db/schema/cloud.ts",
    "./db/schema/hosting.ts",
    "./db/schema/delivery.ts",
  ],
  out: "./db/migrations",
});
