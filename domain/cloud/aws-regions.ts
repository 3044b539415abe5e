/** AWS regions by id, with the name the Health Dashboard shows. Ids are those of ip-ranges.json. */
export const AWS_REGIONS: Readonly<Record<string, string>> = {
  "af-south-1": "Cape Town",
  "ap-east-1": "Hong Kong",
  "ap-east-2": "Taipei",
  "ap-northeast-1": "Tokyo",
  "ap-northeast-2": "Seoul",
  "ap-northeast-3": "Osaka",
  "ap-south-1": "Mumbai",
  "ap-south-2": "Hyderabad",
  "ap-southeast-1": "Singapore",
  "ap-southeast-2": "Sydney",
  "ap-southeast-3": "Jakarta",
  "ap-southeast-4": "Melbourne",
  "ap-southeast-5": "Malaysia",
  "ap-southeast-6": "New Zealand",
  "ap-southeast-7": "Thailand",
  "ca-central-1": "Central",
  "ca-west-1": "Calgary",
  "cn-north-1": "Beijing",
  "cn-northwest-1": "Ningxia",
  "eu-central-1": "Frankfurt",
  "eu-central-2": "Zurich",
  "eu-north-1": "Stockholm",
  "eu-south-1": "Milan",
  "eu-south-2": "Spain",
  "eu-west-1": "Ireland",
  "eu-west-2": "London",
  "eu-west-3": "Paris",
  "eusc-de-east-1": "Brandenburg",
  "il-central-1": "Tel Aviv",
  "me-central-1": "UAE",
  "me-south-1": "Bahrain",
  "me-west-1": "me-west-1",
  "mx-central-1": "Mexico",
  "sa-east-1": "Sao Paulo",
  "sa-west-1": "sa-west-1",
  "us-east-1": "N. Virginia",
  "us-east-2": "Ohio",
  "us-gov-east-1": "US-East",
  "us-gov-west-1": "US-West",
  "us-south-1": "us-south-1",
  "us-west-1": "N. California",
  "us-west-2": "Oregon",
};

/** Names that a slug ends in instead of a region. */
const OLD_NAMES: Readonly<Record<string, string>> = { "us-standard": "us-east-1" };

/** What a region that we do not know yet looks like: one that was opened after this list was written. */
const LIKE_A_REGION =
  /(?:^|-)((?:[a-z]{2}|eusc-[a-z]{2}|us-(?:gov|iso|isob))-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d)$/;

export interface SlugParts {
  /** The service without its region: `dynamodb`. */
  readonly service: string;
  readonly region: string | null;
}

/**
 * Splits `dynamodb-us-east-1`; a slug without a region (`route53`, `management-console`) is a global service.
 * @param regions ids known from elsewhere, to be tried besides those above.
 */
export function splitAwsSlug(slug: string, regions: readonly string[] = []): SlugParts {
  const known = [...regions, ...Object.keys(AWS_REGIONS), ...Object.keys(OLD_NAMES)]
    .filter((id) => slug.endsWith(`-${id}`))
    .sort((a, b) => b.length - a.length)[0];
  const ending = known ?? LIKE_A_REGION.exec(slug)?.[1];
  if (ending === undefined || ending.length >= slug.length) return { service: slug, region: null };
  return { service: slug.slice(0, -ending.length - 1), region: OLD_NAMES[ending] ?? ending };
}

/** `arn:aws:health:us-east-1::event/...` -> us-east-1; null when it is global or not such a name. */
export function regionOfArn(arn: string): string | null {
  const region = /^arn:[a-z-]+:health:([a-z0-9-]*):/.exec(arn)?.[1];
  return region === undefined || region === "" || region === "global" ? null : region;
}

/** Letters in front of `-az1` in the ids of a region's zones, where they are not simply made from the region's name. */
const ZONE = /\b([a-z]{2,6}\d?-az\d{1,2})\b/gi;

/** Ids of availability zones (`use1-az4`) in a text, in lower case. Letters such as us-east-1a differ per account. */
export function awsZonesIn(text: string): string[] {
  return [...new Set([...text.matchAll(ZONE)].map((match) => (match[1] ?? "").toLowerCase()))].sort();
}
