import { moment, type Words } from "#components/words/words.ts";
import type { StoredAttribution } from "#domain/attribution/record.ts";
import { placeText } from "#domain/publish/place.ts";
import type { ServicePast } from "#domain/publish/service-past.ts";
import { isMonitored } from "#domain/status/answering.ts";
import type { NowRow } from "#domain/status/now.ts";
import { type IncidentView, isOpen, type ServiceView } from "#domain/status/overview.ts";
import { shortName } from "#domain/status/situation.ts";
import type { EpochMs } from "#domain/time.ts";
import { knownSeconds } from "#domain/uptime/availability.ts";

/** More facts than this are no stand-first. */
const FACTS = 3;

interface Context {
  readonly service: ServiceView;
  readonly rows: readonly NowRow[];
  readonly past: ServicePast | null;
  readonly words: Words;
  readonly now: EpochMs;
}

/** The few facts below the headline: from where it is seen, what it coincides with, what its vendor said; or how it was. */
export function standFirst(context: Context): string {
  const { service, rows, words } = context;
  const say = words.service.stand;
  if (service.lifecycle.state === "retired") return say.kept;
  const isTroubled = rows.some(({ troubles }) => troubles.length > 0);
  const facts = [
    service.lifecycle.state === "uncertain" ? say.uncertain : "",
    ...(isTroubled ? troubleFacts(context) : [lastIncident(context)]),
    partly(context),
  ];
  return facts.filter(Boolean).slice(0, FACTS).join(words.sentenceGap);
}

/** The open incident's attribution that says most; null when there is none worth a word. */
export function openAttribution(past: ServicePast | null): StoredAttribution | null {
  const open = (past?.incidents ?? []).filter(isOpen).flatMap(({ id }) => past?.attributions.get(id) ?? []);
  const [best] = open
    .filter(({ record }) => record.best.word !== "not_attributed")
    .sort((a, b) => b.record.best.score - a.record.best.score);
  return best ?? null;
}

function troubleFacts(context: Context): string[] {
  const { rows, words } = context;
  const troubles = rows.flatMap((row) => row.troubles.map(({ judged }) => judged));
  const places = new Set(troubles.flatMap(({ vantages }) => vantages)).size;
  const of = Math.max(places, ...troubles.map(({ usable }) => usable));
  return [places === 0 ? "" : words.service.stand.seen(places, of), coincides(context), said(context)];
}

function coincides({ service, past, words, now }: Context): string {
  const attribution = openAttribution(past);
  if (attribution === null || past === null) return "";
  const { best } = attribution.record;
  const place = placeText(best);
  const there = past.met.latest.filter(({ provider, region }) => provider === best.provider && region === best.region);
  const lastSeen = Math.max(...there.map((met) => met.lastSeen));
  return there.length === 0 || best.region === null
    ? words.service.stand.coincides(place)
    : words.service.stand.coincidesSeen(place, shortName(service), moment(lastSeen, now, words, "minute"));
}

/** What its vendor said of the newest outage that is not over. */
function said({ service, past, words, now }: Context): string {
  const say = words.service.stand;
  const row = past?.said?.rows.find(({ outage }) => outage.recoveredAt === null);
  if (row === undefined) return "";
  const name = shortName(service);
  const { state, said: delay } = row.acknowledgement;
  if (state === "unread") return say.unread(name);
  if (delay === null) return say.notSaid(name);
  const at = moment(row.outage.onset + delay.ms, now, words, "minute");
  return delay.order === "vendor_first" ? say.saidFirst(name, at) : say.saidAt(name, at);
}

function lastIncident({ past, words, now }: Context): string {
  if (past === null) return "";
  const say = words.service.stand;
  const isOver = ({ resolvedAt, retracted, maintenance }: IncidentView) =>
    resolvedAt !== null && retracted === null && maintenance === null;
  const last = past.incidents.find(isOver);
  if (last?.resolvedAt != null)
    return say.lastIncident(
      moment(last.startedAt, now, words, "minute"),
      words.span((last.resolvedAt - last.startedAt) / 1_000),
    );
  const measured = [...past.days.layers.values()].map(
    ({ days }) => days.filter(({ seconds }) => knownSeconds(seconds) > 0).length,
  );
  return measured.length === 0 ? "" : say.noIncident(Math.max(...measured));
}

function partly({ service: { components }, words }: Context): string {
  const asked = components.filter(({ checks }) => checks.some(isMonitored)).length;
  return asked === 0 || asked === components.length ? "" : words.service.stand.partly(asked, components.length);
}
