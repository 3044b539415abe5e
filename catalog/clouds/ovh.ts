import { defineCloud, region } from "#catalog/clouds/define.ts";
import * as at from "#catalog/clouds/places.ts";

export const cloud = defineCloud({
  slug: "ovh",
  name: "OVHcloud",
  kind: "cloud",
  homepage: "https://www.ovhcloud.com",
  controller: {
    name: "OVH Groupe SA",
    country: "FR",
    source: "https://ovhcloud.fr.digital-report.net/en/report/3010",
    verified: "docs",
    verifiedBy: "Universal Registration Document; seat in Roubaix by the notice of meeting of 2023-01-09",
  },
  statusPage: "https://public-cloud.status-ovhcloud.com",
  feeds: [
    {
      kind: "ovh",
      url: "https://public-cloud.status-ovhcloud.com/history.atom",
      verified: "repo",
      verifiedBy: "a third-party repository reads it",
      note: "Best effort. One Statuspage for each of its product families.",
    },
  ],
  ranges: null,
  regionsVerified: {
    verified: "partial",
    verifiedBy:
      "countries of six regions from rdrr.io, RsparkleR, eu-west-par from OVH's Pulumi provider; the rest recalled",
  },
  regions: [
    region("gra", "Gravelines", ["FR", "Gravelines", 51, 2.1]),
    region("rbx", "Roubaix", ["FR", "Roubaix", 50.7, 3.2]),
    region("sbg", "Strasbourg", ["FR", "Strasbourg", 48.6, 7.8]),
    region("eu-west-par", "Paris", at.PARIS, "par"),
    region("eu-south-mil", "Milan", at.MILAN, "mil"),
    region("bhs", "Beauharnois", ["CA", "Beauharnois", 45.3, -73.9]),
    region("ca-east-tor", "Toronto", at.TORONTO, "yyz"),
    region("de", "Limburg", ["DE", "Limburg", 50.4, 8.1], "lim"),
    region("waw", "Warsaw", at.WARSAW),
    region("uk", "Erith", at.LONDON, "eri"),
    region("vin", "Vint Hill", ["US", "Vint Hill", 38.7, -77.7]),
    region("hil", "Hillsboro", ["US", "Hillsboro", 45.5, -123]),
    region("sgp", "Singapore", at.SINGAPORE),
    region("syd", "Sydney", at.SYDNEY),
    region("ap-south-mum", "Mumbai", at.MUMBAI, "ynm"),
  ],
  note: "Publishes no ranges: its addresses cannot be told from others by us. Status pages write regions with a number, GRA11.",
});
