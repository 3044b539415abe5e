import fc from "fast-check";
import { expect, it, vi } from "vitest";
import type { AttributionRecord, StoredAttribution } from "#domain/attribution/record.ts";
import type { FeedNotice } from "#domain/publish/feed/record.ts";
import { utf8Length } from "#domain/publish/webhook/clip.ts";
import { discordBody } from "#domain/publish/webhook/discord.ts";
import { encodeBody } from "#domain/publish/webhook/encode.ts";
import { tellGroup } from "#domain/publish/webhook/group.ts";
import { tellMaintenance } from "#domain/publish/webhook/maintenance.ts";
import type { Message } from "#domain/publish/webhook/message.ts";
import { pagerdutyBody } from "#domain/publish/webhook/pagerduty.ts";
import { slackBody } from "#domain/publish/webhook/slack.ts";
import { EVERYTHING, WEBHOOK_FORMATS } from "#domain/publish/webhook/subscription.ts";
import { detail, envelope, groupNow, step } from "#domain/publish/webhook/testing/groups.ts";
import { makeIncidentView, NOW } from "#domain/status/testing/views.ts";

const NASTY = [
  ...[
    "@everyone",
    "@here",
    "<@123456789012345678>",
    "<@&123>",
    "<#123>",
    "<!channel>",
    "<!subteam^S1|x>",
    "<!date^1^x|y>",
  ],
  ...[
    "<https://evil.example|click>",
    "[click](https://evil.example)",
    "[x]: https://evil.example",
    "https://evil.example/?q",
  ],
  ...[
    "\\[x\\](https://evil.example)",
    "\\\\",
    "\\",
    "```js\n```",
    "||x||",
    "~~x~~",
    "> x",
    "\n# x",
    "* x",
    "<t:1:R>",
    "</x:1>",
  ],
  ...["]]>", "<script>alert(1)</script>", "&lt;!channel&gt;", "&#60;!here&#62;", "&amp;", "{{x}}", "%s"],
  ...[
    "\u0000\u0008\u001b[31m\u007f\u0085",
    "\ufffe\uffff",
    "\ud800",
    "\udc00 lone",
    "\u202eevil\u2066x\u2069",
    "\u200b\ufeff",
  ],
  ...[
    "\u2028\u2029\r\n",
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "日本語、「引用」",
    "x".repeat(5_000),
    "&".repeat(3_000),
    "😀".repeat(2_000),
    "<>".repeat(900),
  ],
];
const half = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units));
const hostile = fc.oneof(
  fc.constantFrom(...NASTY),
  half,
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.array(fc.oneof(fc.constantFrom(...NASTY), half), { minLength: 2, maxLength: 5 }).map((parts) => parts.join("")),
);
const texts = fc.record({
  language: fc.constantFrom("en" as const, "ja" as const),
  name: hostile,
  author: hostile,
  note: hostile,
  reason: hostile,
  mode: hostile,
  region: hostile,
  title: hostile,
  post: hostile,
  status: hostile,
  url: hostile,
  parts: fc.integer({ min: 1, max: 14 }),
});
type Texts = typeof texts extends fc.Arbitrary<infer T> ? T : never;

/** All that others may write, in every place where it may stand. */
function messages(given: Texts): Message[] {
  const { language, author, note, reason, title, post, status, url } = given;
  // The catalog's and the clouds' own are no longer.
  const [name, region] = [given.name.slice(0, 100), given.region.slice(0, 100)];
  const { about } = makeIncidentView();
  const details = Array.from({ length: given.parts }, (_, n) => ({
    ...detail({
      id: `incident${String(n).padStart(4, "0")}`,
      about: { ...about, service: `${name}${n || ""}`, component: name, single: n % 2 === 0, serviceSlug: `s${n}` },
      ...(n === 1 ? { retracted: { at: NOW, author, reason } } : {}),
    }),
    updates: [
      step({
        finding: { kind: "failing", failureType: "tcp.refused", phase: "connection", mode: given.mode } as never,
      }),
      step({ sequence: 2, kind: "noted", author, text: note, knownAt: NOW }),
      step({ sequence: 3, kind: "retracted", verdict: "up", author, text: reason, knownAt: NOW }),
    ],
  }));
  const best = { provider: "aws", region, word: "likely", score: 90, basis: "population" };
  const attributed: StoredAttribution = {
    incident: "incident0000",
    cloudEvent: "cccccccccccc",
    record: { best } as AttributionRecord,
    computedAt: NOW,
    ruleVersion: 1,
  };
  const group = { ...groupNow(details), attributions: new Map([["incident0000", attributed]]) };
  const notice: FeedNotice = {
    id: "ntc123def456",
    service: { slug: "kraken", name },
    parts: [name, title.slice(0, 100)],
    whole: false,
    notice: {
      page: "p",
      id: "n",
      title,
      url,
      impact: "maintenance",
      status,
      startedAt: NOW,
      publishedAt: NOW,
      resolvedAt: null,
      changedAt: NOW,
      components: [],
      updates: Array.from({ length: 12 }, (_, n) => ({ id: null, at: NOW - n, text: post, status, set: [] })),
      maintenance: { from: NOW, until: null },
    },
    firstSeenAt: NOW,
    changedAt: NOW,
    vanishedAt: null,
  };
  const filter = { ...EVERYTHING, maintenance: true };
  const told = [
    tellGroup(group, { filter, language }, null),
    tellMaintenance({ at: NOW, news: "scheduled", notice, layers: ["access"] }, { filter, language }),
  ];
  return told.filter((message) => message !== null);
}

/** Every string of a body. */
function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

const FORBIDDEN = /(?![\t\n])\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u;
const SITE = "https://status.example.org";
const around = envelope({ routingKey: "key" });
const runs = { numRuns: 2_000 };
vi.setConfig({ testTimeout: 90_000 });

it("2,000 times whatever others write: every body is JSON of whole letters, without control or direction characters", () => {
  fc.assert(
    fc.property(texts, (given) => {
      const all = messages(given);
      expect(all).toHaveLength(2);
      for (const message of all) {
        for (const format of WEBHOOK_FORMATS) {
          const text = encodeBody(format, message, around);
          if (text === null) continue;
          expect(stringsIn(JSON.parse(text)).filter((one) => FORBIDDEN.test(one))).toEqual([]);
          if (format === "standard") expect(utf8Length(text)).toBeLessThan(20_000);
        }
      }
    }),
    runs,
  );
});

it("2,000 times whatever others write: Slack, Discord and PagerDuty get what they take, and nobody is called or led away", () => {
  fc.assert(
    fc.property(texts, (given) => {
      for (const message of messages(given)) {
        const slack = slackBody(message, around);
        const [header, section, context] = slack.blocks;
        expect(header?.text?.text.length).toSatisfy((length: number) => length > 0 && length <= 150);
        expect(section?.text?.text.length).toSatisfy((length: number) => length > 0 && length <= 3_000);
        expect(slack.text.length).toBeLessThanOrEqual(3_000);
        // In markup there is no angle bracket but of our own links, and no ampersand but of the three that stand for letters.
        for (const text of [slack.text, section?.text?.text ?? "", context?.elements?.[0]?.text ?? ""]) {
          const others = text.replaceAll(new RegExp(`<${SITE}[^<>|]*\\|[^<>|]*>`, "g"), "");
          expect(others).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
        }
        expect(section?.text).toMatchObject({ type: "mrkdwn", verbatim: true });
        expect(header?.text?.type).toBe("plain_text");

        const discord = discordBody(message, around);
        const [embed] = discord.embeds;
        expect(discord.allowed_mentions).toEqual({ parse: [] });
        expect(Object.keys(discord)).not.toContain("content");
        expect(embed?.title.length).toSatisfy((length: number) => length > 0 && length <= 256);
        expect(embed?.description.length).toBeLessThanOrEqual(4_096);
        expect((embed?.title + (embed?.description ?? "") + embed?.footer.text).length).toBeLessThanOrEqual(6_000);
        const lines = (embed?.description ?? "").split("\n");
        expect(lines.pop()).toMatch(/^\[[^[\]]+\]\(https:\/\/status\.example\.org\/[^()]*\)$/);
        // A sign that Discord would read stands behind a backslash that is none itself.
        const bare = lines.join("\n").replace(/\\[\s\S]/g, "");
        expect(bare).not.toMatch(/[`*_~|>#[\]()<@]|:\/\//);

        const alert = pagerdutyBody(message, around);
        if (alert === null) continue;
        expect(alert.payload.summary.length).toSatisfy((length: number) => length > 0 && length <= 1_024);
        expect(alert.dedup_key.length).toBeLessThanOrEqual(255);
        for (const { href } of alert.links) expect(href.startsWith(`${SITE}/`)).toBe(true);
      }
    }),
    runs,
  );
});
