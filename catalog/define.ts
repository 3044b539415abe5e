import type { DeclaredHosting, Lifecycle, ServiceSpec, StatusPage } from "#domain/check/service.ts";

/** Gives a service file its types, so that a misspelt field is an error where it is written. */
export function defineService(service: ServiceSpec): ServiceSpec {
  return service;
}

export const ACTIVE: Lifecycle = { state: "active" };

/** No status page is known; "recalled" because nobody can look up an absence. */
export const NO_STATUS_PAGE: StatusPage = { url: null, kind: "none", apiUrl: null, verified: "recalled" };

/** An Atlassian Statuspage: its summary stands at a fixed path. */
export function statuspage(url: string, source: Omit<StatusPage, "url" | "kind" | "apiUrl">): StatusPage {
  return { url, kind: "statuspage", apiUrl: `${url}/api/v2/summary.json`, ...source };
}

/** A hosting claim about AWS, the cloud most of them are about. */
export function onAws(region: string | null, claim: string, sourceUrl: string, strength: string): DeclaredHosting {
  return { provider: "aws", region, claim, sourceUrl, strength };
}

/** Stands in a URL for the value of an environment variable: without that variable the check is not monitored. */
export function env(name: string): string {
  return `\${${name}}`;
}
