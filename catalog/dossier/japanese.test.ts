import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readDossiers } from "#catalog/dossier/read.ts";
import { JAPANESE, PUNCTUATION, REFUSED, SHORT_VOWELS, SPACES } from "#components/words/testing/japanese.ts";
import { isDocumentName } from "#domain/document-name.ts";
import type { Dossier, Text } from "#domain/replay/dossier.ts";

const folder = new URL("../dossiers/", import.meta.url);
const files = readdirSync(folder)
  .filter(isDocumentName)
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), "utf8") }));
const { dossiers, problems } = readDossiers(files, "catalog/dossiers");

/** Names of services, products, zones and sites: the same in both languages. */
const NAMES: readonly string[] = [
  "AWS",
  "BitMax",
  "CoinDesk",
  "DynamoDB API",
  "FullyCrypto",
  "Lambda",
  "OISY",
  "OpenSea",
  "Solana",
  "Wallet of Satoshi",
  "Xaman",
  "YQ",
  "apistatuscheck, cryptika",
  "app.zhaqby.com",
  "blackchain.news",
  "culturedturtle",
  "ibtimes.sg",
  "mec1-az1",
  "mec1-az3",
  "presspearl / nextsignal",
  "smartmoneymindset.com",
  "techsystemlab, ibtimes.sg",
];
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
/** The glossary refuses the word for this instance of ours; virtual machines have no other. */
const MACHINES = /(?:EC2|App Runner)インスタンス/g;

/** Every text of a dossier; titles of sources are quoted as they are. */
function textsOf(dossier: Dossier): Text[] {
  const { title, root_cause, phases, phase_source, events, contradictions, gaps, notes } = dossier;
  return [
    title,
    root_cause,
    ...phases.flatMap(({ part, what }) => [part ?? [], what].flat()),
    phase_source.note ?? [],
    ...events.flatMap(({ headline, note }) => [headline, note ?? []].flat()),
    ...contradictions.flatMap(({ topic, claims }) => [topic, ...claims.flatMap(({ value, by }) => [value, by])]),
    ...gaps,
    ...notes,
    dossier.crypto_effect ?? [],
    ...Object.values(dossier.names ?? {}),
  ]
    .flat()
    .filter((text) => typeof text !== "number");
}

const texts = dossiers.flatMap(textsOf);
const pairs = texts.filter((text) => typeof text !== "string");
const breaking = (rule: RegExp) => pairs.map(({ ja }) => ja.replace(MACHINES, "")).filter((text) => rule.test(text));

/** Minutes of the day, of every clock time: `8:05 a.m.` is `08:05`. */
function clockTimes(text: string): number[] {
  const found = text.matchAll(/(?<!\d)(\d?\d):(\d\d)(?::\d\d)?(?:\s*([ap])\.?m\.?)?/gi);
  return [...found]
    .map(([, hour, minute, half]) => {
      const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
      return hours * 60 + Number(minute);
    })
    .sort((a, b) => a - b);
}

describe("our own dossiers", () => {
  it("can be read, all of them", () => {
    expect(problems).toEqual([]);
    expect(dossiers).toHaveLength(files.length);
    expect(pairs.length).toBeGreaterThan(300);
  });
  it("stand in both languages, but for names and instants", () => {
    const alone = texts.filter((text) => typeof text === "string").filter((text) => !INSTANT.test(text));
    expect([...new Set(alone)].sort()).toEqual(NAMES);
  });
  it("are in Japanese where they say so", () => {
    expect(pairs.filter(({ en, ja }) => !JAPANESE.test(ja) || JAPANESE.test(en))).toEqual([]);
  });
  it("say the same in Japanese wherever they say the same in English", () => {
    const said = new Map<string, Set<string>>();
    for (const { en, ja } of pairs) said.set(en, (said.get(en) ?? new Set()).add(ja));
    expect([...said.values()].filter((all) => all.size > 1)).toEqual([]);
  });
  it("give the same clock times in both languages", () => {
    for (const { en, ja } of pairs) expect(clockTimes(ja), ja).toEqual(clockTimes(en));
  });
});

describe("their Japanese", () => {
  it("has none of the words that docs/japanese.md refuses", () => {
    expect(breaking(new RegExp(REFUSED.join("|")))).toEqual([]);
  });
  it("has no space between Japanese and Latin letters or figures, but before a value", () => {
    expect(SPACES.flatMap(breaking)).toEqual([]);
  });
  it("has full-width punctuation, and none doubled", () => {
    expect(PUNCTUATION.flatMap(breaking)).toEqual([]);
  });
  it("writes long vowels at the end of loan words", () => {
    expect(breaking(SHORT_VOWELS)).toEqual([]);
  });
});
