import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The door (server/front.ts) compresses, caches and sends; Next.js only renders.
  compress: false,
  // For whoever asks, a page's title stands in its head: nothing is left to scripts.
  htmlLimitedBots: /./,
  // `npm test` runs tsc over the whole repository; doing it again in each build would only slow the first start.
  typescript: { ignoreBuildErrors: true },
};

export default config;
