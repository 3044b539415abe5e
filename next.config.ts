import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The server in server/main.ts compresses and caches; Next only renders.
  compress: true,
  // Database drivers stay outside the bundle: pages only ever see the snapshot.
  // `npm test` runs tsc over the whole repository; doing it again in each build would only slow the first start.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["postgres", "drizzle-orm"],
};

export default config;
