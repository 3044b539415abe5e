/** What the tests read of `/api/v1/services`. */
export interface PublishedCheck {
  readonly id: string;
  readonly tier: string;
  readonly lifecycle: string;
  readonly last: {
    readonly at: string;
    readonly vantage: string;
    readonly outcome: string;
    readonly failure_type: string | null;
    readonly phase: string | null;
    readonly total_ms: number;
    readonly dns_ms: number | null;
    readonly connect_ms: number | null;
  } | null;
}

export interface PublishedService {
  readonly slug: string;
  readonly status: string;
  readonly components: readonly {
    readonly slug: string;
    readonly status: string;
    readonly since: string | null;
    readonly sentence: string;
    readonly incident: string | null;
    readonly uptime: Readonly<Record<string, number | null>>;
    readonly coverage: Readonly<Record<string, number>>;
    readonly checks: readonly (Omit<PublishedCheck, "id"> & { slug: string })[];
  }[];
}

export const baseUrl = (): string => process.env.E2E_URL ?? "";

export interface PublishedIncident {
  readonly id: string;
  readonly group: string;
  readonly service: string;
  readonly component: string;
  readonly state: "open" | "resolved";
  readonly confirmed: boolean;
  readonly severity: string;
  readonly failure_types: readonly string[];
  readonly sentence: string;
}

export async function publishedServices(): Promise<readonly PublishedService[]> {
  const response = await fetch(`${baseUrl()}/api/v1/services`);
  return ((await response.json()) as { data: PublishedService[] }).data;
}

/** A component by its two-part key. */
export async function published(key: string): Promise<PublishedService["components"][number] | undefined> {
  const [service, component] = key.split("/");
  const found = (await publishedServices()).find(({ slug }) => slug === service);
  return found?.components.find(({ slug }) => slug === component);
}

export async function publishedIncidents(query = ""): Promise<readonly PublishedIncident[]> {
  const response = await fetch(`${baseUrl()}/api/v1/incidents${query}`);
  return ((await response.json()) as { data: PublishedIncident[] }).data;
}

/** Every check with its three-part id. */
export async function publishedChecks(): Promise<PublishedCheck[]> {
  const data = await publishedServices();
  return data.flatMap((service) =>
    service.components.flatMap((component) =>
      component.checks.map((check) => ({ ...check, id: `${service.slug}/${component.slug}/${check.slug}` })),
    ),
  );
}

/** Failure types (or `ok`) of the newest results of every check whose id begins so. */
export async function newest(prefix: string): Promise<string[]> {
  const checks = await publishedChecks();
  return checks
    .filter((check) => check.id === prefix || check.id.startsWith(`${prefix}/`))
    .flatMap((check) => (check.last === null ? [] : [check.last.failure_type ?? check.last.outcome]));
}
