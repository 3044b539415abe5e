import { defineCloud, region } from "#catalog/clouds/define.ts";
import * as at from "#catalog/clouds/places.ts";

export const cloud = defineCloud({
  slug: "hetzner",
  name: "Hetzner",
  kind: "cloud",
  homepage: "https://www.hetzner.com",
  controller: {
    name: "Hetzner Online GmbH",
    country: "DE",
    source: "https://www.hetzner.com/privacy-policy-notice",
    verified: "partial",
    verifiedBy: "Gunzenhausen, Germany; that it is privately held in Germany is recalled",
  },
  statusPage: "https://status.hetzner.com/en",
  feeds: [
    {
      kind: "hetzner",
      url: "https://status.hetzner.com/en",
      verified: "repo",
      verifiedBy: "a third-party parser reads the page's embedded data",
      note: "Best effort: data embedded in a page.",
    },
  ],
  ranges: null,
  regionsVerified: {
    verified: "partial",
    verifiedBy: "ids and cities from metacpan.org, WWW::Hetzner::Cloud; places recalled",
  },
  regions: [
    region("fsn1", "Falkenstein", ["DE", "Falkenstein", 50.5, 12.4]),
    region("nbg1", "Nuremberg", ["DE", "Nuremberg", 49.5, 11.1], "Nürnberg"),
    region("hel1", "Helsinki", ["FI", "Helsinki", 60.2, 24.9]),
    region("ash", "Ashburn", at.ASHBURN),
    region("hil", "Hillsboro", ["US", "Hillsboro", 45.5, -123]),
    region("sin", "Singapore", at.SINGAPORE),
  ],
  note: "Publishes no ranges: its addresses cannot be told from others by us.",
});
