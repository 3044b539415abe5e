import { defineCloud, region } from "#catalog/clouds/define.ts";
import * as at from "#catalog/clouds/places.ts";

export const cloud = defineCloud({
  slug: "digitalocean",
  name: "DigitalOcean",
  kind: "cloud",
  homepage: "https://www.digitalocean.com",
  controller: {
    name: "DigitalOcean Holdings, Inc.",
    country: "US",
    source: "https://www.sec.gov/Archives/edgar/data/1582961/000158296124000120/0001582961-24-000120.txt",
    verified: "docs",
    verifiedBy: "8-K of 2024-08-08: incorporated in Delaware, New York",
  },
  statusPage: "https://status.digitalocean.com",
  feeds: [
    {
      kind: "statuspage",
      url: "https://status.digitalocean.com/api/v2/summary.json",
      verified: "repo",
      verifiedBy: "5,313 captures of it were read, 2020-11 to 2026-08",
      note: "Components are named by region within groups that are products; several are called Global.",
    },
    {
      kind: "statuspage-incidents",
      url: "https://status.digitalocean.com/api/v2/incidents.json",
      verified: "partial",
      verifiedBy: "path common to all Statuspages; recalled for this one",
    },
  ],
  ranges: {
    urls: ["https://digitalocean.com/geo/google.csv"],
    verified: "partial",
    verifiedBy: "the address is recalled; a file of 2025-07-25 was read",
    note: "A geofeed: cities, not data centres. Regions here are therefore metropolitan areas.",
  },
  regionsVerified: {
    verified: "partial",
    verifiedBy: "data centres from the status page of 2026-08-22; places recalled",
  },
  regions: [
    region("nyc", "New York", ["US", "New York", 40.8, -74.1], "nyc1", "nyc2", "nyc3"),
    region("sfo", "San Francisco", ["US", "San Francisco", 37.4, -122], "sfo1", "sfo2", "sfo3"),
    region("atl", "Atlanta", at.ATLANTA, "atl1"),
    region("ric", "Richmond", ["US", "Richmond", 37.5, -77.4], "ric1"),
    region("mkc", "Kansas City", ["US", "Kansas City", 39.1, -94.6], "mkc1", "Kansas"),
    region("tor", "Toronto", at.TORONTO, "tor1"),
    region("ams", "Amsterdam", at.AMSTERDAM, "ams2", "ams3"),
    region("lon", "London", at.LONDON, "lon1"),
    region("fra", "Frankfurt", at.FRANKFURT, "fra1"),
    region("blr", "Bangalore", at.BENGALURU, "blr1", "Bengaluru"),
    region("sgp", "Singapore", at.SINGAPORE, "sgp1"),
    region("syd", "Sydney", at.SYDNEY, "syd1"),
  ],
});
