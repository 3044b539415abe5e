import { defineCloud } from "#catalog/clouds/define.ts";

export const cloud = defineCloud({
  slug: "fastly",
  name: "Fastly",
  kind: "edge",
  homepage: "https://www.fastly.com",
  controller: {
    name: "Fastly, Inc.",
    country: "US",
    source: "https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK=0001517413",
    verified: "recalled",
    verifiedBy: "incorporated in Delaware, San Francisco",
  },
  statusPage: "https://www.fastlystatus.com",
  // No Statuspage, and third parties disagree on where its data is.
  feeds: [],
  ranges: {
    urls: ["https://api.fastly.com/public-ip-list"],
    verified: "partial",
    verifiedBy: "the address is recalled; a file of 2025-07-25 was read",
  },
  regions: [],
  note: "Anycast, like every edge: no address tells where the origin is.",
});
