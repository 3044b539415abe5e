import { z } from "zod";
import type { NewSubscription } from "#db/write/subscriptions.ts";
import { SEVERITIES } from "#domain/incident/incident.ts";
import { GROUP_LAYERS } from "#domain/publish/group-query.ts";
import { isSlug } from "#domain/publish/list-query.ts";
import { PAGERDUTY_URLS } from "#domain/publish/webhook/pagerduty.ts";
import { WEBHOOK_FORMATS, WEBHOOK_LANGUAGES } from "#domain/publish/webhook/subscription.ts";
import { checkTarget, type TargetRefusal, type TargetRules } from "#domain/publish/webhook/target.ts";

const slugs = z.array(z.string().refine(isSlug, "is not a slug")).max(100).default([]);

/** What somebody asks to be told, as it comes in. Names are the API's. */
const wishSchema = z.strictObject({
  url: z.string().max(4_096).optional(),
  /** PagerDuty's, instead of an address. */
  routing_key: z
    .string()
    .regex(/^[A-Za-z0-9]{32}$/, "is 32 letters and digits")
    .optional(),
  region: z.enum(["us", "eu"]).default("us"),
  format: z.enum(WEBHOOK_FORMATS).default("standard"),
  services: slugs,
  layers: z.array(z.enum(GROUP_LAYERS)).max(GROUP_LAYERS.length).default([]),
  clouds: slugs,
  min_severity: z.enum(SEVERITIES).default("minor"),
  confirmed_only: z.boolean().default(false),
  status_changes: z.boolean().default(false),
  maintenance: z.boolean().default(false),
  lang: z.enum(WEBHOOK_LANGUAGES).default("en"),
});

/** One thing that is wrong with it. */
export interface WishProblem {
  readonly name: string;
  readonly detail: string;
}

export type ReadWish =
  | { readonly wish: Omit<NewSubscription, "requester"> }
  | { readonly problems: readonly WishProblem[] };

const REFUSALS: Readonly<Record<TargetRefusal, string>> = {
  not_a_url: "is not a URL",
  too_long: "is longer than 2,048 characters",
  not_https: "must begin with https://",
  has_credentials: "must not hold a user name or a password",
  has_fragment: "must not have a fragment",
  port: "must use port 443",
  not_a_public_name: "must name a host of the public internet: no address in figures, no name of a private network",
  own_host: "must not be this site",
};

/** Reads what somebody asks for, and whether it may be had. What is refused is told by name, never repeated. */
export function readWish(input: unknown, rules: TargetRules): ReadWish {
  const parsed = wishSchema.safeParse(input);
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.flatMap(({ path, message, ...issue }) =>
        issue.code === "unrecognized_keys"
          ? issue.keys.slice(0, 10).map((key) => ({ name: key.slice(0, 40), detail: "is not known here" }))
          : [{ name: path.join("."), detail: message }],
      ),
    };
  }
  const { url, routing_key, region, format, lang, services, layers, clouds, ...rest } = parsed.data;
  const target = targetOf({ url, routingKey: routing_key, region, isPager: format === "pagerduty" }, rules);
  if ("detail" in target) return { problems: [target] };
  return {
    wish: {
      format,
      language: lang,
      filter: {
        services: [...new Set(services)],
        layers: [...new Set(layers)],
        clouds: [...new Set(clouds)],
        leastSeverity: rest.min_severity,
        confirmedOnly: rest.confirmed_only,
        statusChanges: rest.status_changes,
        maintenance: rest.maintenance,
      },
      target,
    },
  };
}

interface Receiver {
  readonly url: string | undefined;
  readonly routingKey: string | undefined;
  readonly region: keyof typeof PAGERDUTY_URLS;
  readonly isPager: boolean;
}

/** PagerDuty is found at its own address alone: a routing key goes nowhere else. */
function targetOf(
  { url, routingKey, region, isPager }: Receiver,
  rules: TargetRules,
): NewSubscription["target"] | WishProblem {
  if (isPager) {
    if (routingKey === undefined) return { name: "routing_key", detail: "is needed for this format" };
    if (url !== undefined) return { name: "url", detail: "has no place here: PagerDuty has one address" };
    const address = PAGERDUTY_URLS[region];
    return { url: address, host: new URL(address).host, routingKey };
  }
  if (routingKey !== undefined) return { name: "routing_key", detail: "is for the format pagerduty" };
  if (url === undefined) return { name: "url", detail: "is needed" };
  const checked = checkTarget(url, rules);
  if (!checked.ok) return { name: "url", detail: REFUSALS[checked.why] };
  return { url: checked.url, host: checked.host, routingKey: null };
}
