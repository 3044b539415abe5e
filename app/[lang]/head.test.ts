import { afterEach, describe, expect, it } from "vitest";
import { headOf, missingHead } from "#app/[lang]/head.ts";
import { makeOverview, makeServiceView } from "#domain/status/testing/views.ts";
import { publishSite } from "#server/site.ts";
import { publishSnapshot } from "#server/snapshot.ts";

const site = { operator: null, contact: null, userAgent: "", faces: [] };
const at = (url: string | null) => publishSite({ ...site, url });
const told = { title: "Kraken", description: "Kraken answers.", picture: "/pictures/services/kraken.png" };

afterEach(() => at(null));

describe("the head of a page", () => {
  it("has its title, description and picture for readers, Open Graph and Twitter alike, under whole addresses", () => {
    at("https://status.example.org");
    const head = headOf("/services/kraken", "ja", told);
    expect(head).toMatchObject({
      title: "Kraken · Faultline",
      description: "Kraken answers.",
      alternates: {
        canonical: "https://status.example.org/ja/services/kraken",
        languages: {
          en: "https://status.example.org/services/kraken",
          ja: "https://status.example.org/ja/services/kraken",
          "x-default": "https://status.example.org/services/kraken",
        },
      },
      openGraph: {
        url: "https://status.example.org/ja/services/kraken",
        title: "Kraken",
        description: "Kraken answers.",
        locale: "ja_JP",
      },
      twitter: { card: "summary_large_image", title: "Kraken", description: "Kraken answers." },
    });
    const [picture] = [head.openGraph?.images].flat();
    expect(picture).toMatchObject({
      url: expect.stringMatching(/^https:\/\/status\.example\.org\/pictures\/services\/kraken\.png\?[0-9a-f]{8}$/),
      alt: "Kraken answers.",
      width: 1_200,
      height: 630,
    });
    expect(head.twitter?.images).toEqual(head.openGraph?.images);
  });

  it("names another picture when the page says something else, and the same one as long as it says the same", () => {
    at("https://status.example.org");
    const pictureOf = (description: string) =>
      JSON.stringify(headOf("/", "en", { ...told, description }).openGraph?.images);
    expect(pictureOf("Kraken is down.")).not.toBe(pictureOf("Kraken answers."));
    expect(pictureOf("Kraken answers.")).toBe(pictureOf("Kraken answers."));
  });

  it("names the feeds of the page, its own before those of all there is, in its language", () => {
    at("https://status.example.org");
    const overview = makeOverview([makeServiceView("kraken", [], { name: "Kraken" })]);
    publishSnapshot(() => ({ overview, error: null, version: "" }));
    const typesOf = (path: string, language: "en" | "ja") => headOf(path, language, told).alternates?.types;
    expect(typesOf("/services/kraken", "ja")).toEqual(
      Object.fromEntries(
        [
          ["application/rss+xml", "history.rss"],
          ["application/atom+xml", "history.atom"],
          ["application/feed+json", "feed.json"],
        ].map(([type, file]) => [
          type,
          [
            {
              title: "Faultline：Krakenのインシデントとメンテナンス",
              url: `https://status.example.org/ja/services/kraken/${file}`,
            },
            { title: "Faultline：インシデントとメンテナンス", url: `https://status.example.org/ja/${file}` },
          ],
        ]),
      ),
    );
    const rss = (path: string) => [typesOf(path, "en")?.["application/rss+xml"]].flat();
    expect(rss("/")).toEqual([
      { title: "Faultline: incidents and maintenance", url: "https://status.example.org/history.rss" },
    ]);
    expect(rss("/clouds/aws/us-east-1")[0]).toEqual({
      title: "Faultline: incidents and maintenance of AWS",
      url: "https://status.example.org/clouds/aws/history.rss",
    });
    // Of what nobody has there is no feed.
    expect(rss("/services/nobody")).toHaveLength(1);
  });

  it("holds no address at all where no origin is configured", () => {
    const head = headOf("/services/kraken", "en", told);
    expect(head.title).toBe("Kraken · Faultline");
    expect(head.alternates).toEqual({});
    expect(head.twitter).toMatchObject({ card: "summary" });
    expect(JSON.stringify(head)).not.toMatch(/"(?:url|images)"|\/pictures\//);
  });

  it("where nobody but this machine can ask names feeds where it listens, and no page for readers elsewhere", () => {
    publishSite({ ...site, url: null, ownAddress: "http://127.0.0.1:3000" });
    const { alternates, ...head } = headOf("/", "en", told);
    expect(Object.keys(alternates ?? {})).toEqual(["types"]);
    expect(alternates?.types?.["application/rss+xml"]).toEqual([
      { title: "Faultline: incidents and maintenance", url: "http://127.0.0.1:3000/history.rss" },
    ]);
    expect(JSON.stringify(head)).not.toMatch(/"(?:url|images)"|127\.0\.0\.1/);
  });

  it("of a page that was not found names the feeds of all there is but no address for it, and asks not to be kept", () => {
    at("https://status.example.org");
    const head = missingHead("en");
    expect(head).toMatchObject({ title: "Not found · Faultline", robots: { index: false } });
    expect(Object.keys(head.alternates ?? {})).toEqual(["types"]);
    expect(head.alternates?.types?.["application/atom+xml"]).toEqual([
      { title: "Faultline: incidents and maintenance", url: "https://status.example.org/history.atom" },
    ]);
    expect(head.openGraph).not.toHaveProperty("url");
  });
});
