import { moment, type Words } from "#components/words/words.ts";
import { isTroubled } from "#domain/status/algebra.ts";
import type { NowRow, NowView } from "#domain/status/now.ts";
import type { Overview, ServiceView } from "#domain/status/overview.ts";
import { serviceSituation } from "#domain/status/service-now.ts";
import { shortName, situationOf } from "#domain/status/situation.ts";
import type { EpochMs } from "#domain/time.ts";

/** The sentence above a service's page. That we cannot see at all comes first, except for what has closed. */
export function serviceHeadline(service: ServiceView, overview: Overview, words: Words, now: EpochMs): string {
  const say = words.service.headline;
  const name = shortName(service);
  const at = (instant: EpochMs) => moment(instant, now, words, "minute");
  const sight = situationOf(overview, now);
  const said = serviceSituation(service, overview, now);
  if (said.kind === "retired")
    return say.retired(name, said.effective === null ? null : words.shortDate(Date.parse(said.effective)));
  if (said.kind === "notMonitored") return say.notMonitored(name, say.reasons[said.reason ?? ""] ?? say.noReason);
  switch (sight.kind) {
    case "offline":
      return words.headline.offline(sight.vantages);
    case "silent":
      return words.headline.silent(at(sight.since));
    case "unjudged":
      return words.headline.unjudged(at(sight.since));
  }
  switch (said.kind) {
    case "shown":
      return say.shown(name);
    case "waiting":
      return say.waiting(name);
    case "unknown":
      return words.sentences.sentence(name, words.sentences.unknown[said.why], null);
    case "judged":
      return say.judged(name, said, at);
  }
}

/** The sentence above the list of services: counted by services, each by the worst of its layers. */
export function servicesHeadline({ rows }: Pick<NowView, "rows">, words: Words): string {
  const judged = rows.filter(({ service, judged }) => judged && service.lifecycle.state !== "retired");
  const having = (is: (row: NowRow) => boolean) => new Set(judged.filter(is).map(({ service }) => service.slug));
  const troubled = having(({ status }) => isTroubled(status));
  const unknown = [...having(({ status }) => status === "unknown")].filter((slug) => !troubled.has(slug));
  return words.service.list.headline(troubled.size, unknown.length, having(() => true).size);
}
