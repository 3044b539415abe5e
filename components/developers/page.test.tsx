import { renderToStaticMarkup } from "react-dom/server";
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { expect, it } from "vitest";
import { DevelopersPage } from "#components/developers/page.tsx";
import { LANGUAGES, wordsOf } from "#components/words/words.ts";
import { RESOURCE_ADDRESSES } from "#domain/publish/api/resources.ts";
import { FEED_FILES } from "#domain/publish/feed/address.ts";
import { STATUSPAGE_FILES } from "#domain/publish/statuspage/files.ts";
import { PUBLIC_TARGETS } from "#domain/publish/webhook/target.ts";
import { readWish } from "#server/desk/wish.ts";
import { mapPath } from "#server/paths.ts";

const ORIGIN = "https://status.example.net";
const pages = LANGUAGES.map((language) => ({
  language,
  html: renderToStaticMarkup(<DevelopersPage url={ORIGIN} words={wordsOf(language)} />),
}));
/** What answers for itself, before any page is looked for. */
const OWN = ["/api/v1/stream", "/api/v1/subscriptions", "/exports/"];

const links = (html: string) =>
  [...html.matchAll(/href="([^"]+)"/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));
const shown = (html: string) =>
  [
    ...html
      .replaceAll("&#x27;", "'")
      .replaceAll("&amp;", "&")
      .matchAll(/https:\/\/status\.example\.net([^\s'")&<]*)/g),
  ].map(([, path = ""]) => path);

it.each(pages)("every address on the page in $language is one that is answered", ({ html }) => {
  const paths = [...links(html), ...shown(html)].filter((path) => path !== "");
  expect(paths.length).toBeGreaterThan(50);
  for (const path of paths.filter((one) => !OWN.includes(one) && !one.includes("limt="))) {
    const target = mapPath(path);
    expect(target, path).toHaveProperty("path");
    expect("path" in target && target.path, path).not.toMatch(/\/-(?:\/|\.|$)/);
  }
});

it.each(pages)("every resource, feed and file of Statuspage's stands on the page in $language", ({ html }) => {
  const text = html.replace(/<[^>]+>/g, " ");
  for (const at of [...RESOURCE_ADDRESSES, ...STATUSPAGE_FILES.map((file) => `/api/v2/${file}`), ...FEED_FILES])
    expect(text, at).toContain(at);
});

it("the mistyped example is refused as the page says", () => {
  const target = mapPath("/api/v1/incidents?limt=5");
  for (const { html } of pages)
    for (const { name, detail } of "wrong" in target ? target.wrong : [{ name: "nothing", detail: "was refused" }])
      expect(html.replaceAll("&quot;", '"')).toContain(`"name": "${name}",\n      "detail": "${detail}"`);
});

/** The text of an example whose text begins so. */
const example = (html: string, begins: string) => {
  const texts = [...html.matchAll(/<code[^>]*>([^<]*)<\/code>/g)].map(([, text = ""]) =>
    text
      .replaceAll("&#x27;", "'")
      .replaceAll("&quot;", '"')
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&"),
  );
  return texts.find((text) => text.startsWith(begins)) ?? "";
};

it.each(pages)("the subscription that is asked for in $language is one that the desk takes", ({ html }) => {
  const asked = example(html, `curl ${ORIGIN}/api/v1/subscriptions `);
  const [, type = "", body = "{}"] = /-H 'content-type: ([^']+)' -d '([^']+)'$/.exec(asked) ?? [];
  expect(type).toBe("application/json");
  expect(readWish(JSON.parse(body), { ...PUBLIC_TARGETS, ownHosts: [new URL(ORIGIN).hostname] })).toMatchObject({
    wish: {
      target: { url: "https://hooks.example.org/faultline" },
      filter: { services: ["kraken"], leastSeverity: "major" },
    },
  });
});

it.each(pages)(
  "the example in $language verifies what the official maker of messages signs, and no other",
  ({ html }) => {
    const [first = "", ...rest] = example(html, "import { Webhook }").split("\n");
    expect(first).toBe('import { Webhook } from "standardwebhooks";');
    const run = new Function("Webhook", "secret", "rawBody", "request", `${rest.join("\n")}\nreturn message;`);
    const [secret, body, at] = [`whsec_${Buffer.alloc(32, 7).toString("base64")}`, '{"type":"x"}', new Date()];
    const headers = {
      "webhook-id": "msg_1",
      "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "webhook-signature": new Webhook(secret).sign("msg_1", at, body),
    };
    expect(run(Webhook, secret, body, { headers })).toEqual({ type: "x" });
    expect(() => run(Webhook, secret, `${body} `, { headers })).toThrow(WebhookVerificationError);
  },
);

it("addresses are of the configured site, and of none that somebody else has where there is none", () => {
  for (const language of LANGUAGES) {
    const words = wordsOf(language);
    const html = renderToStaticMarkup(<DevelopersPage url={null} words={words} />);
    expect(html).toContain(words.developers.noUrl);
    expect(html).toContain("https://status.example.org/api/v1/stream");
    expect(pages.find((page) => page.language === language)?.html).not.toContain("status.example.org");
  }
});
