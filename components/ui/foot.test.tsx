import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Foot } from "#components/ui/foot.tsx";
import { type Language, wordsOf } from "#components/words/words.ts";
import type { VantageIdentity } from "#domain/vantage.ts";

const CLOUDS = new Map([["aws", "AWS"]]);
const vantage = (name: string, stated: Partial<VantageIdentity> = {}): VantageIdentity => ({
  name,
  provider: null,
  region: null,
  country: null,
  world: false,
  ...stated,
});
const made = (language: Language, feeds: boolean, vantages: readonly VantageIdentity[]) =>
  renderToStaticMarkup(
    <Foot vantages={vantages} cloudNames={CLOUDS} feeds={feeds} language={language} words={wordsOf(language)} />,
  );
const foot = (language: Language, ...vantages: VantageIdentity[]) => made(language, true, vantages);

it("names the vantages, and of each what its operator has stated", () => {
  const html = foot(
    "en",
    vantage("hel-1", { region: "Helsinki", country: "FI" }),
    vantage("Osaka", { region: "Osaka" }),
  );
  expect(html).toContain("Probed from two vantages: hel-1 (Helsinki, FI), Osaka.");
  expect(foot("en", vantage("home"))).toContain("Probed from one vantage: home.");
  expect(foot("ja", vantage("hel-1"), vantage("home"))).toContain("2か所の観測拠点（hel-1、home）から測定しています。");
});

it("says that none stands on what is judged only where that is stated of each", () => {
  const [hetzner, aws] = [vantage("a", { provider: "Hetzner" }), vantage("b", { provider: "AWS" })];
  const says = "None stands on a cloud that is judged here.";
  expect(foot("en", hetzner)).toContain(says);
  for (const others of [[hetzner, aws], [hetzner, vantage("c")], []]) expect(foot("en", ...others)).not.toContain(says);
});

it("leads to the feed of everything and to the list of all, in the page's language, and to none where there is none", () => {
  expect(foot("en")).toContain('<a href="/history.rss" type="application/rss+xml">RSS</a>');
  expect(foot("en")).toContain('<a href="/developers#feeds">all feeds and calendars</a>');
  expect(foot("ja")).toContain('<a href="/ja/history.rss" type="application/rss+xml">RSS</a>');
  expect(foot("ja")).toContain('<a href="/ja/developers#feeds">フィードとカレンダーの一覧</a>');
  expect(made("en", false, [])).not.toMatch(/RSS|#feeds/);
});
