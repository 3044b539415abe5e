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

interface Published {
  readonly slug: string;
  readonly components: readonly {
    readonly slug: string;
    readonly checks: readonly (Omit<PublishedCheck, "id"> & { slug: string })[];
  }[];
}

export const baseUrl = (): string => process.env.E2E_URL ?? "";

/** Every check with its three-part id. */
export async function publishedChecks(): Promise<PublishedCheck[]> {
  const response = await fetch(`${baseUrl()}/api/v1/services`);
  const { data } = (await response.json()) as { data: Published[] };
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
