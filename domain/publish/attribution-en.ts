import type { OnsetQuality } from "#domain/attribution/event.ts";
import type { Change } from "#domain/attribution/reason.ts";
import type { AttributionWords, Share } from "#domain/publish/attribution-words.ts";
import { providerName } from "#domain/publish/cloud.ts";
import { plainPlaceText } from "#domain/publish/place.ts";
import { quantities } from "#domain/publish/quantities-en.ts";

const QUALITY: Readonly<Record<OnsetQuality, string>> = {
  first_status_post: "first status post",
  stated_onset: "beginning stated by the provider",
  third_party_measurement: "measured by others",
  post_event_summary: "post-event summary",
};

const CHANGES: Readonly<Record<Change, string>> = {
  vendor_statement: "The vendor's word on the cause would settle it.",
  observed_address: "An address of it in that region's published ranges would allow a higher score.",
  measured_onset: "A better onset than the first status post would change the figures.",
  published_mitigation: "A published time of mitigation could be compared with its recovery.",
  longer_record: "With 30 days of record, its own rate would replace the assumed one.",
};

const percent = ({ hit, of }: Share) => `${Math.round((100 * hit) / of)} %`;
const services = (n: number) => (n === 1 ? "1 service" : `${n} services`);
const whole = (n: number) => quantities.number(Math.round(n));

/** `0.08`, `2.1`, `14`: two digits that say something. */
function amount(value: number): string {
  if (value === 0) return "0";
  if (value < 0.01) return "less than 0.01";
  return value < 1 ? value.toFixed(2) : value < 10 ? String(Math.round(value * 10) / 10) : whole(value);
}

export const en: AttributionWords = {
  gap: " ",
  place: (provider, region) => plainPlaceText({ provider, region }),

  claim: (basis, place, word, score) => {
    const scored = `${word === "not_attributed" ? "not attributed" : word}, ${score} of 100`;
    if (basis === "vendor") return `Its vendor names ${place} for this outage (${scored}).`;
    return basis === "population" && word !== "not_attributed"
      ? `Attributed to ${place} (${scored}).`
      : `Coincides with ${place} (${scored}).`;
  },

  reasons: {
    timing: (minutes, place, quality) => {
      const when =
        minutes === 0 ? "in the same minute as" : `${whole(Math.abs(minutes))} min ${minutes < 0 ? "before" : "after"}`;
      return `Began ${when} ${place} (${QUALITY[quality]}).`;
    },
    evidence: (standing, place) => {
      switch (standing.tier) {
        case "vendor_confirmed":
          return `Its vendor named ${place} for this very outage.`;
        case "observed_region":
          return `It answers from addresses in the published ranges of ${place}.`;
        case "declared_or_provider":
          return standing.seen
            ? "It answers from addresses of that provider; their region is not known."
            : `It is declared to stand on ${place}.`;
        case "transitive":
          return `It stands on ${standing.supplier ?? "a supplier"}, which is known to stand on ${place}.`;
        case "unknown_origin":
          return standing.hiddenBy === null
            ? `Nothing is known that puts it on ${place}.`
            : `Where it stands is hidden behind ${providerName(standing.hiddenBy)}.`;
        case "contradicted":
          return "Something else is known to have been the cause.";
      }
    },
    baseRate: (perMonth, assumed) =>
      assumed
        ? `Assumed to begin to fail ${amount(perMonth)} times a month by itself: its record is too short to know.`
        : `By itself it begins to fail ${amount(perMonth)} times a month.`,
    recovery: (effect, minutes) => {
      if (minutes === null) return "There is no recovery and published mitigation to compare yet.";
      const when =
        minutes === 0 ? "at the time of" : `${whole(Math.abs(minutes))} min ${minutes < 0 ? "before" : "after"}`;
      const told = `It recovered ${when} a published mitigation`;
      if (effect === "for") return `${told}, which speaks for it.`;
      return effect === "against" ? `${told}, which speaks against it.` : `${told}, which says nothing.`;
    },
    severity: (severity, singleZone, share) =>
      `The provider calls it ${severity === "outage" ? "an outage" : severity === "disruption" ? "a disruption" : severity}${singleZone ? " of a single zone" : ""}; about ${share} % of what stands there is taken to be hit.`,
    confounder: ({ hit, of }) =>
      `Of ${services(of)} that do not stand there ${whole(hit)} began to fail as well: a cause that all share is possible.`,
    capped: (cap, uncapped) => `The figures alone give ${uncapped}; this evidence allows no more than ${cap}.`,
    contradicted: (by, named) => {
      switch (by.kind) {
        case "certificate_expired":
          return "Its certificate had expired: that needs no cloud.";
        case "wrong_chain":
          return "It served another chain than it should: that needs no cloud.";
        case "chain_halted":
          return "What it serves had itself stopped: that needs no cloud.";
        case "other_cause":
          return "Its vendor gives another cause.";
        case "maintenance":
          return "Its vendor had announced maintenance for that time before the cloud's trouble began.";
        case "other_cloud_named":
          return `Its vendor named ${named} instead.`;
      }
    },
    provisional: () => "Provisional: of the cloud's onset only the first status post is known.",
    uncalibrated: () => "Uncalibrated: background rates are assumed until 30 days are recorded.",
    wouldChange: (change) => CHANGES[change],
  },

  event: {
    population: ({ hit, of }, place, at, quality, provisional) => {
      const head = `${whole(hit)} of ${services(of)} degraded`;
      return provisional
        ? `${head} between 35 min before and 15 min after the first status post on ${place} (${at} UTC).`
        : `${head} within 15 min of ${place} (${at} UTC, ${QUALITY[quality]}).`;
    },
    expected: (count) => `Expected by chance: ${amount(count)}.`,
    odds: ({ basis, oneIn, fewer }) => {
      if (basis === "permutation") {
        if (oneIn === null) return "At least every second random moment looks like this.";
        return fewer
          ? `Fewer than 1 in ${whole(oneIn)} random moments look like this.`
          : `About 1 in ${whole(oneIn)} random moments looks like this.`;
      }
      if (oneIn === null) return "By assumed rates, chance alone would do this at least every second time.";
      return `By assumed rates, chance alone would do this ${fewer ? "less than" : "about"} once in ${whole(oneIn)} times.`;
    },
    contrast: (dependents, others, regional) => {
      const where = regional ? "that region" : "that provider";
      if (dependents === null) return `No service here is known to use ${where}.`;
      const used = `${whole(dependents.hit)} of ${services(dependents.of)} known to use ${where} ${dependents.hit === 1 ? "was" : "were"} hit (${percent(dependents)})`;
      return others === null
        ? `${used}.`
        : `${used}, ${whole(others.hit)} of ${whole(others.of)} others (${percent(others)}).`;
    },
    notFirst: () => "Most of them failed before the cloud did: it was not the first.",
    growing: () => "The window is not over yet: more may follow.",
  },
};
