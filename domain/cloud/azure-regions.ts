/** Azure regions by id, with the names that its status page and feed use. From Azure's own spelling of its display names. */
export const AZURE_REGIONS: Readonly<Record<string, string>> = {
  australiacentral: "Australia Central",
  australiacentral2: "Australia Central 2",
  australiaeast: "Australia East",
  australiasoutheast: "Australia Southeast",
  austriaeast: "Austria East",
  belgiumcentral: "Belgium Central",
  brazilsouth: "Brazil South",
  brazilsoutheast: "Brazil Southeast",
  canadacentral: "Canada Central",
  canadaeast: "Canada East",
  centralindia: "Central India",
  centralus: "Central US",
  chilecentral: "Chile Central",
  chinaeast: "China East",
  chinaeast2: "China East 2",
  chinaeast3: "China East 3",
  chinanorth: "China North",
  chinanorth2: "China North 2",
  chinanorth3: "China North 3",
  denmarkeast: "Denmark East",
  eastasia: "East Asia",
  eastus: "East US",
  eastus2: "East US 2",
  francecentral: "France Central",
  francesouth: "France South",
  germanynorth: "Germany North",
  germanywestcentral: "Germany West Central",
  indonesiacentral: "Indonesia Central",
  israelcentral: "Israel Central",
  italynorth: "Italy North",
  japaneast: "Japan East",
  japanwest: "Japan West",
  jioindiacentral: "Jio India Central",
  jioindiawest: "Jio India West",
  koreacentral: "Korea Central",
  koreasouth: "Korea South",
  malaysiawest: "Malaysia West",
  mexicocentral: "Mexico Central",
  newzealandnorth: "New Zealand North",
  northcentralus: "North Central US",
  northeurope: "North Europe",
  norwayeast: "Norway East",
  norwaywest: "Norway West",
  polandcentral: "Poland Central",
  qatarcentral: "Qatar Central",
  southafricanorth: "South Africa North",
  southafricawest: "South Africa West",
  southcentralus: "South Central US",
  southeastasia: "Southeast Asia",
  southindia: "South India",
  spaincentral: "Spain Central",
  swedencentral: "Sweden Central",
  swedensouth: "Sweden South",
  switzerlandnorth: "Switzerland North",
  switzerlandwest: "Switzerland West",
  taiwannorth: "Taiwan North",
  uaecentral: "UAE Central",
  uaenorth: "UAE North",
  uksouth: "UK South",
  ukwest: "UK West",
  usgovarizona: "US Gov Arizona",
  usgovtexas: "US Gov Texas",
  usgovvirginia: "US Gov Virginia",
  westcentralus: "West Central US",
  westeurope: "West Europe",
  westindia: "West India",
  westus: "West US",
  westus2: "West US 2",
  westus3: "West US 3",
};

/** Other spellings: of the service tags in Azure's range files, and of people. */
const ALIASES: Readonly<Record<string, string>> = {
  brazilse: "brazilsoutheast",
  centralfrance: "francecentral",
  chilec: "chilecentral",
  germanyn: "germanynorth",
  germanywc: "germanywestcentral",
  norwaye: "norwayeast",
  norwayw: "norwaywest",
  southfrance: "francesouth",
  switzerlandn: "switzerlandnorth",
  switzerlandw: "switzerlandwest",
  "south east asia": "southeastasia",
  "australia south east": "australiasoutheast",
  "us east": "eastus",
  "us east 2": "eastus2",
  "us west": "westus",
  "us west 2": "westus2",
  "us west 3": "westus3",
  "us central": "centralus",
  "us north central": "northcentralus",
  "us south central": "southcentralus",
  "us west central": "westcentralus",
  "europe west": "westeurope",
  "europe north": "northeurope",
};

const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");

const BY_LETTERS: ReadonlyMap<string, string> = new Map([
  ...Object.keys(AZURE_REGIONS).map((id) => [id, id] as const),
  ...Object.entries(ALIASES).map(([alias, id]) => [letters(alias), id] as const),
]);

/** The id for one name of a region in any known spelling, or null. */
export function azureRegionId(name: string): string | null {
  return BY_LETTERS.get(letters(name)) ?? null;
}

/** Names as they stand in prose, longest first: "North Central US" must not be read as "Central US". */
const NAMES: readonly (readonly [string, string])[] = [
  ...Object.entries(AZURE_REGIONS).map(([id, name]) => [name.toLowerCase(), id] as const),
  ...Object.entries(ALIASES).filter(([alias]) => alias.includes(" ")),
].sort(([a], [b]) => b.length - a.length);

/** Regions named in a text. Only a whole name counts, and each word for one region only. */
export function azureRegionsIn(text: string): string[] {
  let rest = ` ${text.toLowerCase().replace(/[^a-z0-9]+/g, " ")} `;
  const found = new Set<string>();
  for (const [name, id] of NAMES) {
    if (!rest.includes(` ${name} `)) continue;
    found.add(id);
    rest = rest.replaceAll(` ${name} `, " | ");
  }
  return [...found].sort();
}
