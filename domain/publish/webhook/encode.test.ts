import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8Length } from "#domain/publish/webhook/clip.ts";
import { discordBody } from "#domain/publish/webhook/discord.ts";
import { encodeBody, speaks } from "#domain/publish/webhook/encode.ts";
import { tellGroup } from "#domain/publish/webhook/group.ts";
import type { GroupMessage, MaintenanceMessage, Message, StatusMessage } from "#domain/publish/webhook/message.ts";
import { pagerdutyBody } from "#domain/publish/webhook/pagerduty.ts";
import { slackBody } from "#domain/publish/webhook/slack.ts";
import { tellStatusChange } from "#domain/publish/webhook/status-change.ts";
import { EVERYTHING, WEBHOOK_FORMATS, WEBHOOK_LANGUAGES } from "#domain/publish/webhook/subscription.ts";
import { detail, envelope, groupNow, step } from "#domain/publish/webhook/testing/groups.ts";
import type { STATUSES } from "#domain/status/status.ts";
import { makeIncidentView, makeJudged, NOW } from "#domain/status/testing/views.ts";

function group(name = "Kraken", parts = 1, language: "en" | "ja" = "en"): GroupMessage {
  const { about } = makeIncidentView();
  const details = Array.from({ length: parts }, (_, n) => ({
    ...detail({
      id: `incident${String(n).padStart(4, "0")}`,
      about: { ...about, service: `${name}${n || ""}`, serviceSlug: `s${n}` },
    }),
    updates: [step(), step({ sequence: 2, kind: "noted", author: name, text: name.repeat(40), knownAt: NOW })],
  }));
  const message = tellGroup(groupNow(details), { filter: EVERYTHING, language }, null);
  if (message === null) throw new Error("nothing was told");
  return message;
}

const subject = { service: "Kraken", component: "API", single: true, layer: "access", chainName: null } as const;
function change(
  after: (typeof STATUSES)[number],
  before: (typeof STATUSES)[number] | null = "operational",
): StatusMessage {
  const message = tellStatusChange(
    { at: NOW, serviceSlug: "kraken", componentSlug: "api", subject, before, after, judged: makeJudged("failing") },
    { filter: { ...EVERYTHING, statusChanges: true }, language: "en" },
  );
  if (message === null) throw new Error("nothing was told");
  return message;
}
const head = { at: NOW, language: "en" } as const;
const others: Message[] = [
  { ...head, type: "subscription.verification" },
  { ...head, type: "subscription.test" },
  { ...head, type: "subscription.disabled", reason: "silent" },
];
const consent = { challenge: "Y2hhbGxlbmdl", confirmUrl: "https://status.example.org/confirm/abc" };
const read = (text: string | null) => JSON.parse(text ?? "null");
const resolved = (message: GroupMessage): GroupMessage => ({
  ...message,
  type: "incident.resolved",
  group: { ...message.group, resolvedAt: NOW, stage: "resolved" },
});

describe("every format", () => {
  it("says every message in both languages, and the same twice", () => {
    for (const format of WEBHOOK_FORMATS) {
      for (const language of WEBHOOK_LANGUAGES) {
        for (const message of [group("Kraken", 30, language), resolved(group()), change("major_outage"), ...others]) {
          const body = encodeBody(format, { ...message, language }, envelope({ consent, routingKey: "key" }));
          expect(body).toBe(encodeBody(format, { ...message, language }, envelope({ consent, routingKey: "key" })));
          expect(body).toContain("https://status.example.org/unsubscribe/abc");
          expect(body).not.toMatch(/undefined|NaN/);
        }
      }
    }
  });

  it("bytes are counted as UTF-8 has them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
      }),
    );
  });
});

describe("standard", () => {
  it("is type, timestamp and data, with the number of this message among those of its subject", () => {
    expect(read(encodeBody("standard", group(), envelope({ sequence: 3 })))).toMatchObject({
      type: "incident.created",
      timestamp: "2026-03-10T12:00:00.000Z",
      data: {
        id: "grp123def456",
        sequence: 3,
        status: "investigating",
        severity: "critical",
        url: "https://status.example.org/incidents/incident0000",
        incidents: [{ service: "s0", component: "api", status: "major_outage", resolved_at: null }],
        meta: {
          unsubscribe: "https://status.example.org/unsubscribe/abc",
          documentation: "https://status.example.org/developers",
        },
      },
    });
  });
  it("is below 20 kB by leaving out the oldest steps and counting the parts that are left out", () => {
    const body = read(encodeBody("standard", group("障".repeat(400), 30), envelope()));
    expect(body.data.incidents.length + body.data.more_incidents).toBe(30);
    expect(body.data.updates.length).toBeGreaterThan(0);
  });
  it("carries challenge and link of a verification, and tells an unknown status as it is", () => {
    const verification = others[0] as Message;
    expect(read(encodeBody("standard", verification, envelope({ consent }))).data).toMatchObject({
      challenge: consent.challenge,
      confirm_url: consent.confirmUrl,
    });
    expect(read(encodeBody("standard", change("unknown"), envelope())).data).toMatchObject({
      before: "operational",
      after: "unknown",
    });
  });
});

describe("statuspage", () => {
  it("has what its receivers read", () => {
    const open = read(encodeBody("statuspage", group(), envelope()));
    expect(open).toMatchObject({
      meta: { unsubscribe: expect.any(String), generated_at: expect.any(String) },
      page: { status_indicator: "critical", status_description: "Outage: Kraken" },
      incident: { id: "grp123def456", status: "investigating", impact: "critical", resolved_at: null },
    });
    expect(open.incident.incident_updates[0].body).toBe(group().group.updates[0]?.body);
    expect(open.incident.components[0]).toMatchObject({
      status: "major_outage",
      id: expect.stringMatching(/^[a-z0-9]{12}$/),
    });
    const closed = read(encodeBody("statuspage", resolved(group()), envelope()));
    expect(closed).toMatchObject({ page: { status_indicator: "none" }, incident: { status: "resolved" } });
    expect(read(encodeBody("statuspage", change("major_outage"), envelope()))).toMatchObject({
      component_update: { old_status: "operational", new_status: "major_outage" },
      component: { name: "Kraken", status: "major_outage" },
    });
  });
  it("never says unknown: such a change is not told, and no word of it is outside the closed vocabulary", () => {
    expect(encodeBody("statuspage", change("unknown"), envelope())).toBeNull();
    expect(encodeBody("statuspage", change("major_outage", "unknown"), envelope())).not.toMatch(/unknown/i);
    expect([speaks("statuspage", change("unknown")), speaks("pagerduty", change("unknown"))]).toEqual([false, false]);
    expect([speaks("standard", change("unknown")), speaks("statuspage", group())]).toEqual([true, true]);
    const { group: one } = group();
    const unseen = { ...group(), group: { ...one, incidents: one.incidents.map((i) => ({ ...i, status: null })) } };
    expect(read(encodeBody("statuspage", unseen, envelope())).incident.components).toEqual([]);
  });
});

describe("maintenance", () => {
  const work: MaintenanceMessage = {
    ...head,
    type: "maintenance.started",
    maintenance: {
      id: "ntc123def456",
      service: "kraken",
      name: "Maintenance: Kraken: “Upgrade”",
      stage: "in_progress",
      cancelled: false,
      from: NOW,
      until: null,
      announcedAt: NOW,
      updatedAt: NOW,
      sentences: ["Announced for now.", "Kraken says so."],
      updates: [{ id: "u2", stage: "in_progress", at: NOW, body: "Kraken: “We begin.”" }],
      source: "https://status.kraken.com/x",
    },
  };
  it("is told with its window and whose word it is, as Statuspage tells of scheduled work", () => {
    expect(read(encodeBody("standard", work, envelope()))).toMatchObject({
      type: "maintenance.started",
      data: {
        id: "ntc123def456",
        status: "in_progress",
        scheduled_for: "2026-03-10T12:00:00.000Z",
        scheduled_until: null,
      },
    });
    expect(read(encodeBody("statuspage", work, envelope()))).toMatchObject({
      page: { status_indicator: "none" },
      incident: {
        impact: "maintenance",
        status: "in_progress",
        scheduled_until: "2026-03-10T16:00:00.000Z",
        incident_updates: [{ body: "Kraken: “We begin.” Announced for now. Kraken says so." }],
      },
    });
  });
  it("is told to people, and pages nobody", () => {
    expect(slackBody(work, envelope()).blocks[0]?.text?.text).toBe("Begun · Maintenance: Kraken: “Upgrade”");
    expect(discordBody(work, envelope()).embeds[0]?.color).toBe(0x20297a);
    expect(speaks("pagerduty", work)).toBe(false);
  });
});

describe("slack", () => {
  it("others' words call nobody and link nowhere", () => {
    const text = JSON.stringify(slackBody(group("<!channel> <https://evil.example|x> &"), envelope()).blocks.slice(1));
    expect(text).not.toContain("<!channel>");
    expect(text).not.toContain("<https://evil");
    expect(text).toContain("&lt;!channel&gt;");
    expect(text).toContain('"verbatim":true');
  });
  it("is cut between letters, never within what stands for one", () => {
    const { blocks } = slackBody(group("&".repeat(3_000), 12), envelope());
    expect(blocks[1]?.text?.text.replace(/&amp;/g, "")).not.toContain("&");
  });
});

describe("discord", () => {
  it("others' words are no link, no emphasis and no address", () => {
    const [embed] = discordBody(group("[x](https://evil.example) **b**"), envelope()).embeds;
    expect(embed?.description).toContain("\\[x\\]\\(https\\://evil.example\\) \\*\\*b\\*\\*");
  });
  it("is coloured by how bad it is, and not green before every part is known to be well", () => {
    const colour = (message: Message) => discordBody(message, envelope()).embeds[0]?.color;
    expect(colour(group())).toBe(0x520e1e);
    expect(colour(resolved(group()))).toBe(0x697285);
    const { group: one } = group();
    const well = { ...one, incidents: one.incidents.map((i) => ({ ...i, status: "operational" as const })) };
    expect(colour(resolved({ ...group(), group: well }))).toBe(0x078655);
    expect(colour(change("unknown"))).toBe(0x697285);
  });
});

describe("pagerduty", () => {
  const event = (message: Message) => pagerdutyBody(message, envelope({ routingKey: "key" }));
  it("triggers and resolves one alert a group, by the group's id", () => {
    expect(event(group())).toMatchObject({
      routing_key: "key",
      event_action: "trigger",
      dedup_key: "grp123def456",
      payload: { severity: "critical", source: "https://status.example.org" },
    });
    expect(event(resolved(group()))).toMatchObject({ event_action: "resolve", dedup_key: "grp123def456" });
  });
  it.each([
    ["operational", "resolve"],
    ["under_maintenance", "resolve"],
    ["degraded_performance", "trigger"],
    ["partial_outage", "trigger"],
    ["major_outage", "trigger"],
    ["unknown", undefined],
  ] as const)("a component that is %s: %s", (status, action) => {
    expect(event(change(status))?.event_action).toBe(action);
  });
});
