/** Oracle's regions by the city that its status feed names them by, in letters only. Ids are those of its range file. */
const BY_CITY: ReadonlyMap<string, string> = new Map(
  Object.entries({
    abilene: "us-abilene-1",
    abudhabi: "me-abudhabi-1",
    amsterdam: "eu-amsterdam-1",
    ashburn: "us-ashburn-1",
    batam: "ap-batam-1",
    boardman: "us-boardman-1",
    bogota: "sa-bogota-1",
    cardiff: "uk-cardiff-1",
    chicago: "us-chicago-1",
    chuncheon: "ap-chuncheon-1",
    dallas: "us-dallas-1",
    dubai: "me-dubai-1",
    frankfurt: "eu-frankfurt-1",
    hyderabad: "ap-hyderabad-1",
    jeddah: "me-jeddah-1",
    jerusalem: "il-jerusalem-1",
    johannesburg: "af-johannesburg-1",
    jovanovac: "eu-jovanovac-1",
    london: "uk-london-1",
    madrid: "eu-madrid-1",
    marseille: "eu-marseille-1",
    melbourne: "ap-melbourne-1",
    milan: "eu-milan-1",
    monterrey: "mx-monterrey-1",
    montreal: "ca-montreal-1",
    mumbai: "ap-mumbai-1",
    newport: "uk-cardiff-1",
    osaka: "ap-osaka-1",
    paris: "eu-paris-1",
    phoenix: "us-phoenix-1",
    queretaro: "mx-queretaro-1",
    riyadh: "me-riyadh-1",
    saltlakecity: "us-saltlake-2",
    sanjose: "us-sanjose-1",
    santiago: "sa-santiago-1",
    saopaulo: "sa-saopaulo-1",
    seoul: "ap-seoul-1",
    singapore: "ap-singapore-1",
    singaporewest: "ap-singapore-2",
    stockholm: "eu-stockholm-1",
    sydney: "ap-sydney-1",
    tokyo: "ap-tokyo-1",
    toronto: "ca-toronto-1",
    valparaiso: "sa-valparaiso-1",
    vinhedo: "sa-vinhedo-1",
    zurich: "eu-zurich-1",
  }),
);

/** "US East (Ashburn)" -> us-ashburn-1; null for a city that we do not know. */
export function oracleRegionId(name: string): string | null {
  const city = /\(([^()]+)\)\s*$/.exec(name)?.[1] ?? name;
  const letters = city
    .normalize("NFD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
  return BY_CITY.get(letters) ?? null;
}
