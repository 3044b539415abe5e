import { describe, expect, it } from "vitest";
import { CLOUD_SEVERITIES, ONSET_QUALITIES } from "#domain/attribution/event.ts";
import { EVIDENCE_TIERS } from "#domain/attribution/evidence.ts";
import type { Objection } from "#domain/attribution/onset.ts";
import { ATTRIBUTION_WORDS } from "#domain/attribution/posterior.ts";
import type { Change } from "#domain/attribution/reason.ts";
import type { AttributionBasis } from "#domain/attribution/score.ts";
import { en } from "#domain/publish/attribution-en.ts";
import { ja } from "#domain/publish/attribution-ja.ts";
import type { AttributionWords, Standing } from "#domain/publish/attribution-words.ts";

/** Named by key, as all of these are: a new one is missing here as soon as it is made. */
const BASES: Readonly<Record<AttributionBasis, true>> = { vendor: true, population: true, coincidence: true };
const STANDINGS: readonly Standing[] = [
  { tier: "vendor_confirmed" },
  { tier: "observed_region" },
  { tier: "declared_or_provider", seen: true },
  { tier: "declared_or_provider", seen: false },
  { tier: "transitive", supplier: "Infura" },
  { tier: "transitive", supplier: null },
  { tier: "unknown_origin", hiddenBy: "cloudflare" },
  { tier: "unknown_origin", hiddenBy: null },
  { tier: "contradicted" },
];
const OBJECTIONS: Readonly<{ [K in Objection["kind"]]: Objection & { kind: K } }> = {
  certificate_expired: { kind: "certificate_expired" },
  wrong_chain: { kind: "wrong_chain" },
  chain_halted: { kind: "chain_halted" },
  other_cause: { kind: "other_cause" },
  maintenance: { kind: "maintenance", announcedAt: 0 },
  other_cloud_named: { kind: "other_cloud_named", provider: "gcp", region: null },
};
const CHANGES: Readonly<Record<Change, true>> = {
  vendor_statement: true,
  observed_address: true,
  measured_onset: true,
  published_mitigation: true,
  longer_record: true,
};
const COUNTS = [0, 0.004, 0.08, 1, 2.14, 14, 1_234];
const MINUTES = [-8, 0, 3, 1_440];

/** Every sentence there is, under what it depends on. */
function everything({ place: placeOf, claim, reasons, event }: AttributionWords): Map<string, string> {
  const place = placeOf("aws", "us-east-1");
  const all = new Map<string, string>();
  const add = (key: string, said: string) => all.set(key, said);
  for (const basis of Object.keys(BASES) as AttributionBasis[])
    for (const word of ATTRIBUTION_WORDS) add(`claim ${basis} ${word}`, claim(basis, place, word, 50));
  for (const quality of ONSET_QUALITIES) {
    for (const minutes of MINUTES) add(`timing ${quality} ${minutes}`, reasons.timing(minutes, place, quality));
    add(`population ${quality}`, event.population({ hit: 12, of: 41 }, place, "06:48", quality, false));
  }
  add("population provisional", event.population({ hit: 1, of: 41 }, place, "06:48", "first_status_post", true));
  for (const standing of STANDINGS) add(`evidence ${JSON.stringify(standing)}`, reasons.evidence(standing, place));
  for (const count of COUNTS) {
    add(`expected ${count}`, event.expected(count));
    for (const assumed of [true, false]) add(`base ${count} ${assumed}`, reasons.baseRate(count, assumed));
  }
  add("recovery null", reasons.recovery("neither", null));
  for (const effect of ["for", "against", "neither"] as const)
    for (const minutes of MINUTES) add(`recovery ${effect} ${minutes}`, reasons.recovery(effect, minutes));
  for (const severity of CLOUD_SEVERITIES)
    for (const zone of [true, false]) add(`severity ${severity} ${zone}`, reasons.severity(severity, zone, 40));
  for (const by of Object.values(OBJECTIONS))
    add(`contradicted ${by.kind}`, reasons.contradicted(by, placeOf("gcp", null)));
  for (const change of Object.keys(CHANGES) as Change[]) add(`change ${change}`, reasons.wouldChange(change));
  for (const basis of ["permutation", "prior"] as const)
    for (const fewer of [true, false])
      for (const oneIn of [null, 50, 10_000])
        if (oneIn !== null || !fewer) add(`odds ${basis} ${oneIn} ${fewer}`, event.odds({ basis, oneIn, fewer }));
  for (const regional of [true, false])
    for (const hit of [0, 1, 11])
      for (const others of [null, { hit: 1, of: 27 }])
        add(`contrast ${regional} ${hit} ${others?.hit}`, event.contrast({ hit, of: 14 }, others, regional));
  for (const regional of [true, false]) add(`contrast ${regional}`, event.contrast(null, { hit: 1, of: 27 }, regional));
  add("confounder", reasons.confounder({ hit: 10, of: 27 }));
  add("capped", reasons.capped(90, 97));
  add("provisional", reasons.provisional());
  add("uncalibrated", reasons.uncalibrated());
  add("not first", event.notFirst());
  add("growing", event.growing());
  return all;
}

const NAMES = /AWS us-east-1|Google Cloud|Cloudflare|Infura|UTC/g;

describe("whatever is said of an attribution", () => {
  it("is asked of every kind of evidence", () => {
    expect(new Set(STANDINGS.map(({ tier }) => tier))).toEqual(new Set(EVIDENCE_TIERS));
  });
  it("is whole sentences in English", () => {
    for (const [key, said] of everything(en)) {
      expect(said, key).toMatch(/^[A-Z0-9][ -~]*\.$/);
      expect(said, key).not.toMatch(/undefined|null|NaN|Infinity| {2}|\.\.|-0\b/);
    }
  });
  it("is whole sentences in Japanese, with Latin letters in names only", () => {
    for (const [key, said] of everything(ja)) {
      const own = said.replace(NAMES, "某");
      expect(own, key).not.toMatch(/[A-Za-z]|-/);
      expect(own.replace(/\d某|\d 某/g, ""), key).not.toMatch(/\s/);
      expect(own.replace(/\d+:\d\d|\d\.\d|\d,\d/g, ""), key).not.toMatch(/[,.;:!?()]|（）|、、|。。|、。/);
      expect(said, key).toMatch(/^\S.*[^。]。$/);
    }
  });
  it("differs where its meaning does, in both languages alike", () => {
    const [english, japanese] = [everything(en), everything(ja)];
    const pairs = [...english].map(([key, said]) => [said, japanese.get(key) ?? ""] as const);
    expect(new Set(pairs.map(([, said]) => said)).size).toBe(new Set(pairs.map(([said]) => said)).size);
  });
  it("names a cause only where the vendor did", () => {
    const cause = /原因/;
    for (const [key, said] of everything(ja))
      if (/^(claim (population|coincidence)|timing|population|contrast|expected|odds)/.test(key))
        expect(said, key).not.toMatch(cause);
  });
});
