import { defineCloud, type RegionPlace, region, type UnknownPlace } from "#catalog/clouds/define.ts";
import * as at from "#catalog/clouds/places.ts";
import { AZURE_REGIONS } from "#domain/cloud/azure-regions.ts";

const CANBERRA: RegionPlace = ["AU", "Canberra", -35.3, 149.1];
const IOWA: RegionPlace = ["US", "Des Moines", 41.6, -93.6];
const SAN_ANTONIO: RegionPlace = ["US", "San Antonio", 29.4, -98.5];
const VIRGINIA: RegionPlace = ["US", "Boydton", 36.7, -78.4];
const BEIJING: RegionPlace = ["CN", "Beijing", 39.9, 116.4];
const SHANGHAI: RegionPlace = ["CN", "Shanghai", 31.2, 121.5];

/**
 * Where the regions are. The last ones stand in the range file alone: no name of theirs is known here. Staging and canary
 * regions, of which no customer has addresses, are left out.
 */
const PLACES: Readonly<Record<string, RegionPlace | UnknownPlace>> = {
  australiacentral: CANBERRA,
  australiacentral2: CANBERRA,
  australiaeast: at.SYDNEY,
  australiasoutheast: at.MELBOURNE,
  austriaeast: ["AT", "Vienna", 48.2, 16.4],
  belgiumcentral: ["BE", "Brussels", 50.8, 4.4],
  brazilsouth: at.SAO_PAULO,
  brazilsoutheast: ["BR", "Rio de Janeiro", -22.9, -43.2],
  canadacentral: at.TORONTO,
  canadaeast: ["CA", "Québec", 46.8, -71.2],
  centralindia: ["IN", "Pune", 18.5, 73.9],
  centralus: IOWA,
  chilecentral: at.SANTIAGO,
  chinaeast: SHANGHAI,
  chinaeast2: SHANGHAI,
  chinaeast3: SHANGHAI,
  chinanorth: BEIJING,
  chinanorth2: BEIJING,
  chinanorth3: ["CN", "Hebei", 38, 114.5],
  denmarkeast: ["DK", "Copenhagen", 55.7, 12.6],
  eastasia: at.HONG_KONG,
  eastus: at.ASHBURN,
  eastus2: VIRGINIA,
  francecentral: at.PARIS,
  francesouth: at.MARSEILLE,
  germanynorth: at.BERLIN,
  germanywestcentral: at.FRANKFURT,
  indonesiacentral: at.JAKARTA,
  israelcentral: at.TEL_AVIV,
  italynorth: at.MILAN,
  japaneast: at.TOKYO,
  japanwest: at.OSAKA,
  jioindiacentral: ["IN", "Nagpur", 21.1, 79.1],
  jioindiawest: ["IN", "Jamnagar", 22.5, 70.1],
  koreacentral: at.SEOUL,
  koreasouth: ["KR", "Busan", 35.2, 129.1],
  malaysiawest: at.KUALA_LUMPUR,
  mexicocentral: at.QUERETARO,
  newzealandnorth: ["NZ", "Auckland", -36.8, 174.8],
  northcentralus: at.CHICAGO,
  northeurope: at.DUBLIN,
  norwayeast: at.OSLO,
  norwaywest: ["NO", "Stavanger", 59, 5.7],
  polandcentral: at.WARSAW,
  qatarcentral: ["QA", "Doha", 25.3, 51.5],
  southafricanorth: at.JOHANNESBURG,
  southafricawest: ["ZA", "Cape Town", -33.9, 18.4],
  southcentralus: SAN_ANTONIO,
  southeastasia: at.SINGAPORE,
  southindia: ["IN", "Chennai", 13.1, 80.3],
  spaincentral: at.MADRID,
  swedencentral: ["SE", "Gävle", 60.7, 17.1],
  swedensouth: ["SE", "Staffanstorp", 55.6, 13.2],
  switzerlandnorth: at.ZURICH,
  switzerlandwest: ["CH", "Geneva", 46.2, 6.1],
  taiwannorth: ["TW", "Taipei", 25, 121.5],
  uaecentral: ["AE", "Abu Dhabi", 24.4, 54.5],
  uaenorth: at.DUBAI,
  uksouth: at.LONDON,
  ukwest: ["GB", "Cardiff", 51.5, -3.2],
  usgovarizona: at.PHOENIX,
  usgovtexas: SAN_ANTONIO,
  usgovvirginia: VIRGINIA,
  westcentralus: ["US", "Cheyenne", 41.1, -104.8],
  westeurope: at.AMSTERDAM,
  westindia: at.MUMBAI,
  westus: ["US", "San Francisco", 37.8, -122.4],
  westus2: ["US", "Quincy", 47.2, -119.9],
  westus3: at.PHOENIX,
  brazilne: ["BR"],
  israelnorthwest: ["IL"],
  malaysiasouth: ["MY"],
  northeurope2: [null],
  southcentralus2: ["US"],
  southeastus: ["US"],
  taiwannorthwest: ["TW"],
};

/** Spellings of the range file, where they are not those of the API. */
const TAGS: Readonly<Record<string, string>> = {
  brazilsoutheast: "brazilse",
  chilecentral: "chilec",
  francecentral: "centralfrance",
  francesouth: "southfrance",
  germanynorth: "germanyn",
  germanywestcentral: "germanywc",
  norwayeast: "norwaye",
  norwaywest: "norwayw",
  switzerlandnorth: "switzerlandn",
  switzerlandwest: "switzerlandw",
};

export const cloud = defineCloud({
  slug: "azure",
  name: "Microsoft Azure",
  kind: "cloud",
  homepage: "https://azure.microsoft.com",
  controller: {
    name: "Microsoft Corporation",
    country: "US",
    source: "https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK=0000789019",
    verified: "recalled",
    verifiedBy: "incorporated in Washington, Redmond",
  },
  statusPage: "https://azure.status.microsoft/en-us/status",
  feeds: [
    {
      kind: "azure-rss",
      url: "https://rssfeed.azure.status.microsoft/en-us/status/feed/",
      verified: "repo",
      verifiedBy: "third-party readers; one of them found that the geo-routed host had been empty during an outage",
      note: "The pinned host. A feed without items is not health.",
    },
  ],
  ranges: {
    urls: [],
    page: "https://www.microsoft.com/en-us/download/details.aspx?id=56519",
    verified: "recalled",
    verifiedBy: "the address of the page is recalled; a file (changeNumber 363) was read",
    note: "The file's name changes weekly. AzureCloud.<region> gives the region; the other tags repeat its prefixes.",
  },
  regionsVerified: {
    verified: "partial",
    verifiedBy: "ids from the service tags and learn.microsoft.com, azure regions list; places recalled",
  },
  regions: Object.entries(PLACES).map(([id, place]) => {
    const tag = TAGS[id];
    return region(id, AZURE_REGIONS[id] ?? id, place, ...(tag === undefined ? [] : [tag]));
  }),
});
