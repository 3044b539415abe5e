import { moment, type Words } from "#components/words/words.ts";
import { providerName } from "#domain/publish/cloud.ts";
import type { Coinciding } from "#domain/publish/coinciding.ts";
import type { SaidOfService } from "#domain/said/record.ts";
import { type Speaker, whoSaid } from "#domain/said/who-said.ts";
import { vantageState } from "#domain/status/answering.ts";
import type { Overview } from "#domain/status/overview.ts";
import { type Situation, shortName } from "#domain/status/situation.ts";
import type { EpochMs } from "#domain/time.ts";
import { firstSaid } from "#domain/timeline/bands.ts";
import type { ProviderSaid } from "#domain/timeline/cloud-spans.ts";

/** After this the page says the age of what it shows in its first sentence. */
const STALE_AFTER_MS = 60_000;
const MINUTE_MS = 60_000;

export interface StandScene {
  readonly overview: Overview;
  readonly situation: Situation;
  readonly coinciding: Coinciding | null;
  readonly clouds: readonly ProviderSaid[];
  /** Of the services with an open incident, as far as their pages are read. */
  readonly said: readonly SaidOfService[];
  readonly words: Words;
  readonly now: EpochMs;
}

/** Below the sentence: at most three facts, of those that help a reader most. */
export function standFirst(scene: StandScene): string {
  const { overview, situation, words, now } = scene;
  const say = words.stand;
  if (now - overview.readAt > STALE_AFTER_MS) return say.stale(moment(overview.readAt, now, words));
  if (situation.kind === "offline") return say.offline;
  if (situation.kind === "unjudged") return say.unjudged;
  const isTrouble = situation.kind === "trouble";
  const facts = [
    placesFact(scene),
    ...(isTrouble
      ? [onsetFact(scene), acknowledgedFact(scene), say.maintained(situation.maintained.services), wayFact(scene)]
      : [say.judged]),
    "unknown" in situation ? say.unknown(situation.unknown) : "",
  ];
  const told = facts.filter(Boolean).slice(0, 3);
  return (told.length === 0 ? [say.judged] : told).join(words.sentenceGap);
}

/** That some of our own places cannot see, while others can. */
function placesFact({ overview, words, now }: StandScene): string {
  const states = overview.vantages.map((vantage) => ({ name: vantage.name, state: vantageState(vantage, now) }));
  const lost = states.filter(({ state }) => state === "offline").map(({ name }) => name);
  const left = states.filter(({ state }) => state === "reporting").length;
  return lost.length === 0 || left === 0 ? "" : words.now.stand.places(lost, left, states.length);
}

/** When we saw it, and how much later the cloud said so. */
function onsetFact({ coinciding, clouds, words, now }: StandScene): string {
  if (coinciding === null) return "";
  const say = words.now.stand;
  const at = (instant: EpochMs) => moment(instant, now, words, "minute").replace(/ UTC$/, "");
  const seen = say.seen(at(coinciding.firstAt));
  const provider = clouds.find((one) => one.provider === coinciding.provider);
  const event = provider?.events.find(({ id }) => id === coinciding.event)?.event;
  if (provider === undefined || event === undefined) return seen;
  const said = firstSaid(event, provider.reading);
  const who = providerName(coinciding.provider);
  const laterMs = said - coinciding.firstAt;
  const told =
    laterMs < 0
      ? say.saidBefore(who, at(said))
      : say.said(who, at(said), words.duration(Math.max(laterMs, MINUTE_MS) / 1_000));
  return [seen, told].join(words.sentenceGap);
}

/** Who of those in trouble has said so on its own page, as far as the pages can be read. */
function acknowledgedFact({ overview, said, words }: StandScene): string {
  const { acknowledged, silent } = whoSaid(said, overview.incidents);
  if (acknowledged.length + silent.length === 0) return "";
  const names = (speakers: readonly Speaker[]) => speakers.map((one) => shortName(one.said));
  return words.now.stand.acknowledged(names(acknowledged), names(silent));
}

/** That all chains go on, where more than one way to them does not. */
function wayFact({ situation, words }: StandScene): string {
  if (situation.kind !== "trouble") return "";
  const { services, chains } = situation;
  const failing = services.down.length + services.partly.length + services.degraded.length;
  return failing > 1 && chains.of > 0 && chains.producing === chains.of ? words.now.stand.way : "";
}
