import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Choice } from "#components/badges/form.tsx";
import { BadgesPage } from "#components/badges/page.tsx";
import { type Language, wordsOf } from "#components/words/words.ts";
import { BADGE_PARAMETERS, readBadgeQuery } from "#domain/publish/badge-query.ts";
import { hostileOnes, hostileText } from "#domain/publish/testing/hostile.ts";

const PLAIN = readBadgeQuery(() => null);
const SERVICES = [
  { slug: "kraken", name: "Kraken" },
  { slug: "gate", name: "Gate" },
];
const first: Choice = { of: "all", kind: "status", query: PLAIN, isFirst: true };

function page(
  choice: Partial<Choice> = {},
  language: Language = "en",
  url: string | null = "https://x.example",
  ownAddress: string | null = null,
): string {
  return renderToStaticMarkup(
    <BadgesPage
      choice={{ ...first, ...choice }}
      services={SERVICES}
      url={url}
      ownAddress={ownAddress}
      words={wordsOf(language)}
    />,
  );
}

/** What stands to be copied, as text. */
const copied = (html: string) =>
  [...html.matchAll(/<code[^>]*>([^<]*)<\/code>/g)].map(([, text = ""]) =>
    text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
  );

describe("the form", () => {
  it("is an address, and names every parameter of a badge, each field with its label", () => {
    const html = page();
    expect(html).toMatch(/<form [^>]*action="\/badges" method="get"/);
    const fields = [...html.matchAll(/<(?:select|input) ([^>]*)>/g)].map(([, one = ""]) => one);
    const names = fields.map((one) => /name="(\w+)"/.exec(one)?.[1] ?? "");
    expect(names.sort()).toEqual(["kind", "of", ...Object.keys(BADGE_PARAMETERS)].sort());
    for (const name of names) expect(html, name).toContain(`<label for="${name}"`);
    expect(html).not.toMatch(/<script|data-island/);
    expect(page({}, "ja")).toMatch(/<form [^>]*action="\/ja\/badges" method="get"/);
  });

  it("holds what was asked for", () => {
    const html = page({
      of: "gate",
      kind: "uptime/30d",
      query: { ...PLAIN, label: 'a"b', color: "0b57d0" },
      isFirst: false,
    });
    expect(html).toContain('<option value="gate" selected="">Gate</option>');
    expect(html).toContain('<option value="uptime/30d" selected="">');
    expect(html).toContain('value="a&quot;b"');
    expect(html).toContain('value="0b57d0"');
    expect(html).toContain('href="/badges"');
  });
});

describe("what it makes", () => {
  const asked = {
    of: "kraken",
    kind: "uptime/30d",
    query: { ...PLAIN, lang: "ja", theme: "dark" },
    isFirst: false,
  } as const;

  it("is shown as it is, and copied with whole addresses in four markups, as data and as a frame", () => {
    const html = page(asked);
    expect(html).toContain(
      '<img src="/badge/kraken/uptime/30d.svg?lang=ja&amp;theme=dark" alt="Kraken: status by Faultline"',
    );
    const image = "https://x.example/badge/kraken/uptime/30d.svg?lang=ja&theme=dark";
    const link = "https://x.example/services/kraken";
    expect(copied(html)).toEqual([
      `[![Kraken: status by Faultline](${image})](${link})`,
      `<a href="${link}"><img src="${image.replace("&", "&amp;")}" alt="Kraken: status by Faultline"></a>`,
      `image:${image}["Kraken: status by Faultline",link="${link}"]`,
      `.. image:: ${image}\n   :target: ${link}\n   :alt: Kraken: status by Faultline`,
      "https://x.example/badge/kraken/uptime/30d.json?lang=ja&theme=dark",
      '<iframe src="https://x.example/embed/kraken?lang=ja&amp;theme=dark" title="Kraken: status by Faultline" width="360" height="160" loading="lazy" style="border:0;max-width:100%"></iframe>',
      '<iframe src="https://x.example/embed/strata?lang=ja&amp;theme=dark" title="Everything: status by Faultline" width="640" height="520" loading="lazy" style="border:0;max-width:100%"></iframe>',
    ]);
  });

  it("leads to the page in the reader's language", () => {
    expect(copied(page(asked, "ja"))[0]).toContain("](https://x.example/ja/services/kraken)");
    expect(copied(page({}, "ja"))[0]).toContain("](https://x.example/ja)");
  });

  it("without a public address says where to put it", () => {
    const html = page({}, "en", null);
    expect(html).toContain("FAULTLINE_URL");
    for (const text of copied(html)) expect(text).toContain("https://status.example.org/");
    expect(page()).not.toContain("FAULTLINE_URL");
  });

  it("that only this machine can ask for is of where it listens, and says so", () => {
    const html = page({}, "en", null, "http://127.0.0.1:3000");
    expect(html).toContain("works on this machine only");
    for (const text of copied(html)) expect(text).toContain("http://127.0.0.1:3000/");
  });

  it("of a service that there is none of says so", () => {
    expect(page({ of: "nobody" })).toContain("There is no service called nobody: its badge says so.");
  });
});

it("2,000 hostile labels bring no element into the page, and are what is asked of the badge", () => {
  const elementsOf = (html: string) => [...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name]) => name).join(" ");
  const plain = elementsOf(page({ of: "kraken", isFirst: false }));
  for (const label of hostileOnes(hostileText)) {
    const query = readBadgeQuery((name) => (name === "label" ? label : null));
    const html = page({ of: "kraken", query, isFirst: false });
    expect(elementsOf(html)).toBe(plain);
    const [, search = ""] = /<img src="\/badge\/kraken\.svg(?:\?([^"]*))?"/.exec(html) ?? [];
    expect(search).toMatch(/^(?:label=[A-Za-z0-9%-]*)?$/);
    expect(new URLSearchParams(search).get("label")).toBe(query.label);
  }
}, 60_000);
