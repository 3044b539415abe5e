import { z } from "zod";
import {
  called,
  count,
  dataOf,
  flag,
  layer,
  named,
  orNull,
  problem,
  severity,
  text,
  texts,
  time,
} from "#app/api/schema/common.ts";
import { MAINTENANCE_NEWS } from "#domain/cloud/maintenance-news.ts";
import { DISABLED_REASONS } from "#domain/publish/webhook/message.ts";
import { SUBSCRIPTION_STATES, WEBHOOK_FORMATS, WEBHOOK_LANGUAGES } from "#domain/publish/webhook/subscription.ts";

/** What is answered at the desk and not by a handler: the one part of the API that writes. No other site's scripts may use it. */
const AT = "/api/v1/subscriptions";
const CURRENT = `${AT}/current`;

const asked = {
  format: z.enum(WEBHOOK_FORMATS),
  lang: z.enum(WEBHOOK_LANGUAGES),
  services: texts,
  layers: z.array(layer),
  clouds: texts,
  min_severity: severity,
  confirmed_only: flag,
  status_changes: flag,
  maintenance: flag,
};

/** Every field is told in docs/webhooks.md. */
const wish = called(
  "SubscriptionWish",
  z
    .looseObject({ url: text, routing_key: text, region: z.enum(["us", "eu"]), ...asked })
    .partial()
    .meta({
      description: "`url` is needed, for PagerDuty `routing_key` instead. A field that is not known is refused.",
    }),
);

export const added = called(
  "SubscriptionAdded",
  dataOf(
    z.looseObject({ id: text, state: z.literal("pending"), secret: text, manage_token: text, manage_url: text }),
  ).meta({ description: "The secret and the token are shown this once." }),
);

const MESSAGE_TYPES = [
  ...["incident.created", "incident.updated", "incident.resolved", "component.status_changed"],
  ...MAINTENANCE_NEWS.map((news) => `maintenance.${news}`),
  ...["subscription.verification", "subscription.test", "subscription.disabled"],
];

export const managed = called(
  "Subscription",
  dataOf(
    z.looseObject({
      id: text,
      state: z.enum(SUBSCRIPTION_STATES),
      ...asked,
      host: text,
      created_at: time,
      disabled_reason: orNull(z.enum(DISABLED_REASONS)),
      deliveries: z.array(
        z.looseObject({
          id: text,
          type: z.enum(MESSAGE_TYPES),
          state: z.enum(["pending", "inflight", "ok", "dead", "dropped"]),
          attempts: count,
          status: orNull(count),
          reason: orNull(text),
          created_at: time,
          next_at: orNull(time),
        }),
      ),
    }),
  ),
);

export const done = called("SubscriptionDone", dataOf(z.looseObject({ secret: text.optional() })));

const json = (type: string, schema: z.ZodType) => ({
  content: { [type]: { schema: { $ref: `#/components/schemas/${named.get(schema)?.id}` } } },
});
const answer = (schema: z.ZodType, description = "As it is now.") => ({
  description,
  ...json("application/json", schema),
});
const refusal = (description: string) => ({ description, ...json("application/problem+json", problem) });

const OFF = refusal("Nobody can subscribe to this instance, or our own record does not answer.");
const UNREADABLE = {
  400: refusal("`errors` names each field that is wrong."),
  408: refusal("The body did not come in time."),
  413: refusal("The body is longer than is read."),
  415: refusal("Only `application/json` is taken."),
};
const BY_TOKEN = {
  400: refusal("No parameters are known here."),
  401: refusal("No token was sent."),
  404: refusal("The token manages no subscription."),
  503: OFF,
};
const managedBy = (operationId: string, summary: string, responses: object) => ({
  operationId,
  summary,
  tags: ["subscriptions"],
  security: [{ manageToken: [] }],
  responses: { ...responses, ...BY_TOKEN },
});
const action = (name: string, summary: string) => ({
  post: managedBy(`${name}Subscription`, summary, {
    200: answer(done, "It is done."),
    409: refusal("The subscription is not in the state for that."),
  }),
});

export const SUBSCRIPTION_TAG = { name: "subscriptions", description: "Webhooks, without accounts: docs/webhooks.md." };

/** The token that was shown once when the subscription was asked for. */
export const SUBSCRIPTION_SECURITY = { manageToken: { type: "http", scheme: "bearer" } };

export const SUBSCRIPTION_PATHS = {
  [AT]: {
    post: {
      operationId: "addSubscription",
      summary: "Asks for a subscription. It is active when the receiver agrees.",
      tags: ["subscriptions"],
      requestBody: { required: true, ...json("application/json", wish) },
      responses: {
        202: answer(added, "The receiver is asked."),
        ...UNREADABLE,
        429: refusal("A limit is reached: `detail` says which."),
        503: OFF,
      },
    },
  },
  [CURRENT]: {
    get: managedBy("getSubscription", "The subscription that the token manages, with its newest deliveries.", {
      200: answer(managed),
    }),
    delete: managedBy("endSubscription", "Ends it: nothing more is sent, and the address is deleted.", {
      200: answer(done, "It is done."),
      409: refusal("It has ended already."),
    }),
  },
  [`${CURRENT}/test`]: action("test", "Sends a test."),
  [`${CURRENT}/rotate`]: action("rotate", "Makes a new secret. For a day the old one signs as well."),
  [`${CURRENT}/enable`]: action("enable", "Switches it on again, for what happens from now on."),
};
