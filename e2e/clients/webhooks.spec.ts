import { expect, test } from "@playwright/test";
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { baseUrl } from "../api.ts";
import { openReceiver } from "../receiver.ts";
import { FAILING } from "./record.ts";

async function post(path: string, body: object, token?: string) {
  const answer = await fetch(baseUrl() + path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  expect(answer.status, path).toBe(202);
  return (await answer.json()).data;
}

interface OutageBegun {
  data: { incidents: { service: string }[] };
}

test("the official verifier accepts what the worker delivers of an outage, and refuses what was tampered with", async () => {
  const hook = await openReceiver({ agrees: true });
  const { secret } = await post("/api/v1/subscriptions", { url: hook.url, services: [FAILING] });
  const official = new Webhook(secret);

  const asked = await hook.next("subscription.verification");
  expect(official.verify(asked.body, asked.headers)).toMatchObject({ type: "subscription.verification" });

  const created = await hook.next("incident.created");
  const message = official.verify(created.body, created.headers) as OutageBegun;
  expect(message).toMatchObject({ type: "incident.created", data: { status: "investigating", severity: "minor" } });
  // How many of its components have fallen by the first message is the moment's.
  expect([...new Set(message.data.incidents.map(({ service }) => service))]).toEqual([FAILING]);

  const { body, headers } = created;
  const tampered: readonly (readonly [string, string, Record<string, string>])[] = [
    ["another body", body.replace("minor", "major"), headers],
    ["a byte more", `${body} `, headers],
    ["another id", body, { ...headers, "webhook-id": asked.headers["webhook-id"] ?? "" }],
    ["another time", body, { ...headers, "webhook-timestamp": String(Number(headers["webhook-timestamp"]) + 1) }],
    [
      "another message's signature",
      body,
      { ...headers, "webhook-signature": asked.headers["webhook-signature"] ?? "" },
    ],
  ];
  for (const [how, altered, with_] of tampered) {
    expect(() => official.verify(altered, with_), how).toThrow(WebhookVerificationError);
  }
  const others = new Webhook(`whsec_${Buffer.alloc(32, 1).toString("base64")}`);
  expect(() => others.verify(body, headers)).toThrow(WebhookVerificationError);
  hook.close();
});
