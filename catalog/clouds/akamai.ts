import { defineCloud } from "#catalog/clouds/define.ts";

export const cloud = defineCloud({
  slug: "akamai",
  name: "Akamai",
  kind: "edge",
  homepage: "https://www.akamai.com",
  controller: {
    name: "Akamai Technologies, Inc.",
    country: "US",
    source: "https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK=0001086222",
    verified: "recalled",
    verifiedBy: "incorporated in Delaware, Cambridge, Massachusetts",
  },
  statusPage: "https://www.akamaistatus.com",
  feeds: [
    {
      kind: "statuspage",
      url: "https://www.akamaistatus.com/api/v2/summary.json",
      verified: "repo",
      verifiedBy: "third-party repositories poll it",
    },
  ],
  ranges: null,
  regions: [],
  note: "The CDN. Its machines to rent are Linode's, which has a status page and ranges of its own.",
});
