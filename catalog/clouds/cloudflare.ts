import { defineCloud } from "#catalog/clouds/define.ts";

export const cloud = defineCloud({
  slug: "cloudflare",
  name: "Cloudflare",
  kind: "edge",
  homepage: "https://www.cloudflare.com",
  controller: {
    name: "Cloudflare, Inc.",
    country: "US",
    source: "https://www.sec.gov/Archives/edgar/data/1477333/000147733320000024/0001477333-20-000024.txt",
    verified: "docs",
    verifiedBy: "10-Q of 2020-05: incorporated in Delaware, San Francisco",
  },
  statusPage: "https://www.cloudflarestatus.com",
  feeds: [
    {
      kind: "statuspage",
      url: "https://www.cloudflarestatus.com/api/v2/summary.json",
      verified: "repo",
      verifiedBy: "83,207 captures of it were read, 2020-11 to 2026-08",
      note: "Its page-level indicator was minor in nearly all of them: only incidents and components tell.",
    },
    {
      kind: "statuspage-incidents",
      url: "https://www.cloudflarestatus.com/api/v2/incidents.json",
      verified: "partial",
      verifiedBy: "path common to all Statuspages; recalled for this one",
    },
  ],
  ranges: {
    urls: ["https://www.cloudflare.com/ips-v4", "https://www.cloudflare.com/ips-v6"],
    verified: "repo",
    verifiedBy: "files of 2025-07-25 were read",
  },
  regions: [],
  note: "Anycast: one address is served from hundreds of places, and none of them is the origin's.",
});
