import type { IncomingMessage, ServerResponse } from "node:http";
import type { SubscriptionRefusal } from "#db/write/subscriptions.ts";
import { rfc3339, rfc3339OrNull } from "#domain/publish/figure.ts";
import type { ManagedSubscription } from "#domain/publish/webhook/managed.ts";
import { BodyError, readBody } from "#server/desk/body.ts";
import { type Desk, MANAGE_ACTIONS, type ManageAction } from "#server/desk/desk.ts";

export const API_PATH = "/api/v1/subscriptions";

export interface ClerkOptions {
  /** Null where this instance has no key or no address of its own: nobody can subscribe. */
  readonly desk: Desk | null;
  /** Origin of the site, for the links that are shown once. */
  readonly site: string | null;
  readonly clientOf: (request: IncomingMessage) => string;
  readonly onError: (what: string, error: unknown) => void;
}

interface Reply {
  readonly status: number;
  readonly body: object | null;
  readonly headers?: Readonly<Record<string, string>>;
}

const problem = (status: number, title: string, detail: string, more: object = {}): Reply => ({
  status,
  body: { type: "about:blank", title, status, detail, ...more },
});

/** Why nobody can subscribe here. */
export const OFF =
  "Nobody can subscribe to this instance: its operator has set no FAULTLINE_SECRET_KEY or no FAULTLINE_URL.";

export const TOO_MANY: Readonly<Record<SubscriptionRefusal, string>> = {
  asked_too_often: "This address was asked to confirm three times today.",
  too_many_pending: "Too many subscriptions from here were not confirmed today.",
  too_many_for_host: "This host has as many subscriptions as one may have, or this address of a chat has one.",
};

/**
 * Answers `/api/v1/subscriptions` and what is below it. Other sites' scripts may not use it: it grants no CORS.
 * @returns when the answer is made
 */
export function createClerk(
  options: ClerkOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return (request, response) =>
    answer(request, options).then(
      (reply) => send(response, reply),
      (error: unknown) => {
        if (error instanceof BodyError) return send(response, problem(error.status, error.title, error.message));
        options.onError("a subscription could not be served", error);
        const reply = problem(503, "Service Unavailable", "Our own record does not answer.");
        send(response, { ...reply, headers: { "Retry-After": "5" } });
      },
    );
}

async function answer(request: IncomingMessage, options: ClerkOptions): Promise<Reply> {
  const { method = "GET", url = "" } = request;
  const [path = "", query] = url.split("?", 2);
  const rest = path.slice(API_PATH.length);
  if (method === "OPTIONS") return { status: 204, body: null, headers: { Allow: "GET, HEAD, POST, DELETE, OPTIONS" } };
  if (query !== undefined) return problem(400, "Bad Request", "No parameters are known here.");
  if (options.desk === null || options.site === null) return problem(503, "Service Unavailable", OFF);
  if (rest === "") {
    if (method !== "POST") return notAllowed("POST");
    return add(request, options.desk, options);
  }
  const token = bearerOf(request);
  const action = MANAGE_ACTIONS.find((one) => rest === `/current/${one}`);
  if (rest !== "/current" && action === undefined) return problem(404, "Not Found", "There is nothing here.");
  if (token === null) {
    const reply = problem(
      401,
      "Unauthorized",
      "Send the token that manages the subscription: Authorization: Bearer TOKEN",
    );
    return { ...reply, headers: { "WWW-Authenticate": "Bearer" } };
  }
  if (action !== undefined) return method === "POST" ? manage(options.desk, token, action) : notAllowed("POST");
  if (method === "DELETE") return manage(options.desk, token, "end");
  if (method !== "GET" && method !== "HEAD") return notAllowed("GET, HEAD, DELETE");
  const subscription = await options.desk.read(token);
  return subscription === null ? unknownToken() : { status: 200, body: { data: publishManaged(subscription) } };
}

const notAllowed = (methods: string): Reply => ({
  ...problem(405, "Method Not Allowed", `${methods} is answered here.`),
  headers: { Allow: methods },
});
const unknownToken = () => problem(404, "Not Found", "This token manages no subscription.");

function bearerOf({ headers }: IncomingMessage): string | null {
  return /^Bearer ([A-Za-z0-9_-]{43})$/.exec(headers.authorization ?? "")?.[1] ?? null;
}

async function add(request: IncomingMessage, desk: Desk, { clientOf, site }: ClerkOptions): Promise<Reply> {
  const added = await desk.add(await readBody(request, "application/json"), clientOf(request));
  if (added.kind === "wrong") {
    return problem(400, "Bad Request", "Some of it is not as it should be.", { errors: added.problems });
  }
  if (added.kind === "refused") {
    return { ...problem(429, "Too Many Requests", TOO_MANY[added.why]), headers: { "Retry-After": "86400" } };
  }
  return {
    status: 202,
    body: {
      data: {
        id: added.id,
        state: "pending",
        secret: added.secret,
        manage_token: added.manageToken,
        manage_url: `${site}/subscribe/manage/${added.manageToken}`,
      },
    },
  };
}

async function manage(desk: Desk, token: string, action: ManageAction): Promise<Reply> {
  const managed = await desk.manage(token, action);
  if (managed === null) return unknownToken();
  if (!managed.done) return problem(409, "Conflict", "The subscription is not in the state for that.");
  return { status: 200, body: { data: managed.secret === null ? {} : { secret: managed.secret } } };
}

function publishManaged(subscription: ManagedSubscription) {
  const { filter } = subscription;
  return {
    id: subscription.id,
    state: subscription.state,
    format: subscription.format,
    lang: subscription.language,
    host: subscription.host,
    services: filter.services,
    layers: filter.layers,
    clouds: filter.clouds,
    min_severity: filter.leastSeverity,
    confirmed_only: filter.confirmedOnly,
    status_changes: filter.statusChanges,
    maintenance: filter.maintenance ?? false,
    created_at: rfc3339(subscription.createdAt),
    disabled_reason: subscription.disabledReason,
    deliveries: subscription.deliveries.map(({ createdAt, nextAt, ...delivery }) => ({
      ...delivery,
      created_at: rfc3339(createdAt),
      next_at: rfc3339OrNull(nextAt),
    })),
  };
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  const text = body === null ? "" : JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": `application/${status < 400 ? "json; charset=utf-8" : "problem+json"}`,
    "Content-Length": Buffer.byteLength(text),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    ...headers,
  });
  response.end(response.req.method === "HEAD" ? undefined : text);
}
