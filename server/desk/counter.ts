import type { IncomingMessage, ServerResponse } from "node:http";
import type { Confirmed, SubscriptionRefusal } from "#db/write/subscriptions.ts";
import {
  type Blank,
  type CounterOutcome,
  type CounterProblem,
  fillBlanks,
  TOKEN_STEPS,
  type TokenStep,
} from "#domain/publish/webhook/counter.ts";
import { managedText } from "#domain/publish/webhook/managed.ts";
import type { WebhookLanguage } from "#domain/publish/webhook/subscription.ts";
import { webhookWords } from "#domain/publish/webhook/words.ts";
import { BodyError, readBody } from "#server/desk/body.ts";
import { type Desk, MANAGE_ACTIONS } from "#server/desk/desk.ts";
import type { WishProblem } from "#server/desk/wish.ts";
import type { Answer } from "#server/front/version.ts";

export interface CounterOptions {
  /** Null where nobody can subscribe. */
  readonly desk: Desk | null;
  /** Origin of the site. */
  readonly site: string | null;
  /** A page of ours as everybody gets it. */
  readonly page: (path: string, request: IncomingMessage) => Promise<Answer>;
  readonly clientOf: (request: IncomingMessage) => string;
  readonly onError: (what: string, error: unknown) => void;
}

/** Where a request belongs: the form, or a step with its token. Null for what is no business of the counter. */
interface Place {
  readonly language: WebhookLanguage;
  /** `none`: a page whose blanks nobody could fill in. */
  readonly step: "form" | "none" | TokenStep;
  readonly token: string;
}

const PLACE = /^(\/ja)?\/subscribe(?:\/(confirm|end|manage|added)(?:\/([A-Za-z0-9_.-]{1,120}))?)?$/;

export function isCounterPath(path: string): boolean {
  return PLACE.test(path);
}

function placeOf({ method = "GET", url = "" }: IncomingMessage): Place | null {
  const [path = ""] = url.split("?", 1);
  const [whole, japanese, name, token = ""] = PLACE.exec(path) ?? [];
  if (whole === undefined) return null;
  const language = japanese === undefined ? "en" : "ja";
  // The form itself is a page like any other.
  if (name === undefined) return method === "POST" ? { language, step: "form", token } : null;
  const step = token === "" ? undefined : TOKEN_STEPS.find((one) => one === name);
  return { language, step: step ?? "none", token };
}

/**
 * Answers forms, and pages that are one reader's alone: made of pages that are everybody's, with blanks filled in. Such an
 * answer is never kept, by us, a proxy or a browser, and its address is told to nobody.
 * @returns when the answer is made; null when the request is for somebody else
 */
export function createCounter(
  options: CounterOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> | null {
  return (request, response) => {
    const place = placeOf(request);
    if (place === null) return null;
    return serve(request, response, place, options).catch((error: unknown) => {
      if (!(error instanceof BodyError)) options.onError("a form could not be answered", error);
      const status = error instanceof BodyError ? error.status : 503;
      response.writeHead(status, { ...PRIVATE, "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
      response.end(`${error instanceof BodyError ? error.message : "Our own record does not answer."}\n`);
    });
  };
}

const PRIVATE = { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff" };

async function serve(request: IncomingMessage, response: ServerResponse, place: Place, options: CounterOptions) {
  const { method = "GET" } = request;
  const { desk } = options;
  const isRead = method === "GET" || method === "HEAD";
  if (!isRead && method !== "POST") {
    response.writeHead(405, { ...PRIVATE, Allow: "GET, HEAD, POST" }).end();
    return;
  }
  if (place.step === "none") return goTo(response, place, { is: "unknown" });
  if (desk === null) return goTo(response, place, { problem: "off" });
  if (place.step === "manage") return serveManage(request, response, place, { ...options, desk });
  if (place.step === "form") return serveForm(request, response, place, { ...options, desk });
  // A look at a link changes nothing: programs that preview links look, too.
  if (isRead) return sendPage(request, response, place, { step: place.step, values: {} }, options);
  // The form has no field: what it sends is only read to its end.
  await readBody(request, "application/x-www-form-urlencoded");
  goTo(response, place, { is: await outcomeOf(place, desk) });
}

async function outcomeOf({ step, token }: Place, desk: Desk): Promise<CounterOutcome> {
  if (step === "end") return (await desk.end(token)) ? "ended" : "unknown";
  return OF_CONFIRMED[await desk.confirm(token)];
}

const OF_CONFIRMED: Readonly<Record<Confirmed, CounterOutcome>> = {
  active: "confirmed",
  full: "full",
  unknown: "unknown",
};

interface Open extends CounterOptions {
  readonly desk: Desk;
}

const OF_REFUSAL: Readonly<Record<SubscriptionRefusal, CounterProblem>> = {
  asked_too_often: "often",
  too_many_pending: "pending",
  too_many_for_host: "host",
};

async function serveForm(request: IncomingMessage, response: ServerResponse, place: Place, options: Open) {
  const { desk, site, clientOf } = options;
  const fields = await readBody(request, "application/x-www-form-urlencoded");
  const added = await desk.add(wishOf(fields, place.language), clientOf(request));
  if (added.kind === "wrong") return goTo(response, place, { problem: problemOf(added.problems) });
  if (added.kind === "refused") return goTo(response, place, { problem: OF_REFUSAL[added.why] });
  const address = `${site}${prefixOf(place)}/subscribe/manage/${added.manageToken}`;
  await sendPage(request, response, place, { step: "added", values: { secret: added.secret, address } }, options);
}

/** What a form's fields ask for, by the API's names. An empty field asks for nothing. */
export function wishOf(fields: URLSearchParams, language: WebhookLanguage): Record<string, unknown> {
  const text = (name: string) => fields.get(name)?.trim() || undefined;
  const words = (name: string) =>
    (text(name) ?? "")
      .toLowerCase()
      .split(/[\s,、]+/)
      .filter((word) => word !== "");
  const isPager = fields.get("format") === "pagerduty";
  const wish = {
    format: text("format"),
    // The form shows both fields: which of them counts follows from the format.
    ...(isPager ? { routing_key: text("routing_key"), region: text("region") } : { url: text("url") }),
    services: words("services"),
    clouds: words("clouds"),
    layers: fields.getAll("layers"),
    min_severity: text("min_severity"),
    confirmed_only: fields.has("confirmed_only"),
    status_changes: fields.has("status_changes"),
    maintenance: fields.has("maintenance"),
    lang: language,
  };
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
}

function problemOf([first]: readonly WishProblem[]): CounterProblem {
  const name = first?.name.split(".")[0];
  const known = (["url", "routing_key", "services", "clouds"] as const).find((one) => one === name);
  return known ?? "form";
}

async function serveManage(request: IncomingMessage, response: ServerResponse, place: Place, options: Open) {
  const { desk } = options;
  const { language, token } = place;
  const { news } = webhookWords(language).counter;
  let told = "";
  if (request.method === "POST") {
    const wanted = (await readBody(request, "application/x-www-form-urlencoded")).get("do");
    const action = MANAGE_ACTIONS.find((one) => one === wanted);
    const managed = action === undefined ? { done: false, secret: null } : await desk.manage(token, action);
    if (managed === null) return goTo(response, place, { is: "unknown" });
    const secret = managed.secret;
    told =
      !managed.done || action === undefined ? news.not : action === "rotate" ? news.rotate(secret ?? "") : news[action];
  }
  const subscription = await desk.read(token);
  if (subscription === null) return goTo(response, place, { is: "unknown" });
  const values = { news: told, receiver: subscription.host, ...managedText(subscription, language) };
  await sendPage(request, response, place, { step: "manage", values }, options);
}

const prefixOf = ({ language }: Place) => (language === "ja" ? "/ja" : "");

/** On to a page that is everybody's, by GET: a reader who loads it again sends nothing twice. */
function goTo(
  response: ServerResponse,
  place: Place,
  to: { readonly problem: CounterProblem } | { readonly is: CounterOutcome },
): void {
  const path = "problem" in to ? `/subscribe?problem=${to.problem}` : `/subscribe/said?is=${to.is}`;
  response.writeHead(303, { ...PRIVATE, Location: `${prefixOf(place)}${path}` }).end();
}

interface Page {
  readonly step: TokenStep | "added";
  readonly values: Partial<Record<Blank, string>>;
}

async function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  place: Place,
  { step, values }: Page,
  { page }: CounterOptions,
): Promise<void> {
  const made = await page(`${prefixOf(place)}/subscribe/${step}`, request);
  const body = Buffer.from(fillBlanks(made.bytes.toString("utf8"), values), "utf8");
  const kept = made.headers.filter(
    ([name]) => !/^(?:cache-control|referrer-policy|etag|last-modified|vary)$/i.test(name),
  );
  response.writeHead(made.status, {
    ...Object.fromEntries(kept),
    ...PRIVATE,
    "Content-Type": made.type,
    "Content-Length": body.length,
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
