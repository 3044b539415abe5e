import type { Figures } from "#components/methodology/figures.ts";
import type { MethodText } from "#components/methodology/text.ts";

const share = (part: number) => `${Math.round(100 * part)}%`;

export const methodology = {
  nav: "Methodology",
  title: "Methodology",
  description:
    "How Faultline measures, when it calls a service down, what uptime leaves out, what “coinciding with” claims, and what it cannot see.",
  headline: "How a measurement becomes a verdict, and what a verdict does not say.",
  stand:
    "Each figure on this page is read from the code that decides by it. Raw results are stored before anything is concluded from them, so that a past day can be judged again.",
  contents: "On this page",
  rules: (version: number) => `rules, version ${version}`,
  vantage: "Vantage",
  place: "Where it stands, as its operator states",
  judged: "Judged here",
  standsOn: (cloud: string) => `stands on ${cloud}, which is judged here: it may fail with what it watches`,
  standsElsewhere: "on no cloud that is judged here",
  standsUnknown: "not stated: it may stand on a cloud that is judged here",
  noVantages: "Nothing is known of the vantages right now.",
  text: (f: Figures): MethodText => ({
    checks: {
      heading: "A check",
      blocks: [
        "A check asks one question of one service at a fixed interval: the time, an order book, the newest block. Each goes over a new connection, so that name, connection, TLS, wait and download are timed apart. What counts as an answer is written down per check: the right form, of the right chain, and fresh. HTTP 200 alone proves nothing.",
        "A failed attempt is tried once more on another connection; the round fails only if both do. Where the service says itself that it is unavailable and when to come back (503), its word is enough. A rate limit, a block by country, a bot check or a used-up quota is neutral: it says something of us and nothing of the service. A host that says we ask too often is asked by none of that vantage’s checks until it may be asked again, for an hour at most or a day after a ban, and those rounds are neutral as well.",
        `Before a failure counts, the vantage asks controls that stand in other networks. If at least half of them, and no fewer than two, are silent as well, the vantage has lost its own network, and the results of that time are set aside. A late round is a gap and is never made up. A vantage whose clock is more than ${f.maxSkewS} s off is refused, and nothing of it is stored.`,
        `There is a second guard: if more than half of what a vantage asks fails there, in ${f.unrelated} unrelated services or more, and no other vantage sees it, the fault is on that vantage's way out.`,
      ],
    },
    verdicts: {
      heading: "A verdict",
      blocks: [
        "One failure is evidence, not an outage. Each vantage keeps a sum per check. It never falls below 0 or rises above its cap:",
        {
          formula: `failure: sum = min(${f.rules.cap}, sum + ${f.rules.up})     answer: sum = max(0, sum − ${f.rules.down})`,
        },
        {
          terms: [
            [
              "Bad",
              `the sum has reached ${f.rules.alarm}: ${f.inARow.several} failures in a row, or a mix worth as much. A vantage that is the only one that can tell needs ${f.rules.alarmAlone}, which is ${f.inARow.alone} in a row.`,
            ],
            ["Cleared", `${f.rules.clear} answers in a row.`],
            [
              "Quorum",
              "a check is down when a majority of the vantages that can tell call it bad, and degraded when fewer do.",
            ],
            [
              "Cannot tell",
              `a vantage without its network, with no result for ${f.rules.expiresAfter} intervals, or with ${f.rules.neutralRounds} neutral rounds in a row.`,
            ],
            [
              "Comes and goes",
              `among the last ${f.rules.window} rounds at least ${f.rules.intermittentOver} failures and one more per vantage, one of them within the last ${f.rules.recent}: degraded.`,
            ],
            [
              "Slow",
              `the 95th percentile of ${f.slow.overMin} minutes is more than ${f.rules.slowFactor} times the usual one, and above ${f.slow.floorS} s: degraded.`,
            ],
            ["Stale or refused", `for ${f.rules.softRounds} rounds in a row: degraded.`],
          ],
        },
        `A component is down when the check that matters most is, or all of its core checks are. Checks that are asked less often than every ${f.rules.decidesUpToS} s annotate and never decide. A service is partly down when some of its components are down and others are not.`,
        "With one vantage, a verdict is “seen from one place” and unconfirmed. Two or more may confirm.",
      ],
    },
    statuses: {
      heading: "What the words mean",
      blocks: [
        "These are the statuses of components, services and layers. Unknown is never counted as good, and never as an outage.",
      ],
    },
    incidents: {
      heading: "Incidents and groups",
      blocks: [
        "An incident begins with the first failing round, not with the verdict that follows on it: its true beginning lies between the last good round and that one, and both are shown. It ends with the first of the good rounds that cleared the alarm.",
        `Two outages of one component less than ${f.mergeMin} minutes apart are one incident. Incidents that began within ${f.groupMin} minutes of the first of them, or that coincide with the same cloud event, are shown as one group.`,
        "Nothing is deleted. A mistake is retracted in the open, with a reason and a name; the retracted time leaves uptime and becomes unknown.",
      ],
    },
    uptime: {
      heading: "Uptime",
      blocks: [
        { formula: "uptime = (up + degraded) / (up + degraded + down)" },
        { formula: "coverage = known / (known + unknown)" },
        `Seconds that are unknown stand on neither side; they lower coverage, which stands beside every figure. Below ${f.uptime.figure}% coverage no figure is printed. A record without a failure is called 100% from ${f.uptime.whole}% coverage on; below that it is “100% of what was measured”.`,
        "Figures are cut off, never rounded up, and have no more decimals than the number of rounds bears: 99.9996% is not 100%. Degraded counts as up, and is shown beside it.",
        `Announced maintenance takes out what did not answer, or was not seen, from when it was announced on; what answered stays up. Without an end it counts for ${f.work.openH} hours, an overrun for ${f.work.graceMin} minutes, and nothing for more than ${f.work.longestDays} days. What is announced afterwards excuses nothing. The stricter figure, with maintenance as down time, is published as well.`,
      ],
    },
    chains: {
      heading: "Chains",
      blocks: [
        "Whether a chain produces blocks is asked of several operators who are independent of each other. The reference is the greatest height that half of those reachable, rounded up, have reached; of two, both must. Never the maximum, or one wrong operator ahead would make all others look late. With one operator the chain is unknown.",
        "Where several vantages reach an operator, it stands where most of them have seen it, of two where both have, and its head is old when most of them say so: one vantage that is wrong moves no reference.",
        `A chain stands still when so many operators show an old head that the rest are no quorum, each of them in two polls at least ${f.chain.apartS} s apart. An operator that is behind while the others are not has an incident of its own, and the chain has none.`,
        {
          formula: `limit in s = max(blocks of the chain × block time, ${f.chain.least.blocks} × block time, ${f.chain.least.seconds})`,
        },
        `Lag is counted in seconds of learned block time. Beyond the limit an answer is stale, and beyond ${f.chain.farMin} minutes it is a failure. Bitcoin's gaps are irregular by nature, so its operators are compared by their tips: one block behind for more than ${f.chain.oneBlockMin} minutes, or two for more than ${f.chain.twoBlocksMin}.`,
      ],
    },
    attribution: {
      heading: "Coinciding with a cloud event",
      blocks: [
        "“Coinciding with” says that the times fit, and that the service is known, or likely, to stand there. It is no statement of cause. A cause is named only when the vendor names it.",
        "Four numbers are computed for each event, and all are published with their reasons:",
        {
          terms: [
            [
              "A. Odds against chance",
              `how many services began to fail from ${-f.window.fromMin} minutes before to ${f.window.toMin} minutes after the event, against ${f.draws.toLocaleString("en")} random instants of the last ${f.record.days} days. All events tested within a year count against each other (Benjamini and Hochberg, ${share(f.falseShare)} false).`,
            ],
            [
              "B. Contrast",
              `were services that stand there (belief ${f.hosting.belief} or more) hit more often than the others? Fisher's exact test, one-sided.`,
            ],
            [
              "C. Severity",
              `the share of dependents that such an event takes down: ${share(f.share.degraded)} when degraded, ${share(f.share.disruption)} for a disruption, ${share(f.share.outage)} for an outage, and then corrected by what was counted. The first guess weighs as much as ${f.priorWeight} services.`,
            ],
            ["D. Score", "the probability that this onset belongs to the event and not to the background:"],
          ],
        },
        { formula: "P = π·φ·g·r / (π·φ·g·r + λ + c)     score = min(cap, 100·P)" },
        {
          terms: [
            [
              "π",
              `belief that it stands there: ${f.belief.observed_region} seen in the region, ${f.belief.declared_or_provider} declared, ${f.belief.transitive} of that through a supplier, ${f.belief.usuallyCloud} or ${f.belief.notKnown} without evidence`,
            ],
            ["φ", "the share of C"],
            [
              "g",
              `how well the delay fits: most likely at once, ${f.lag.mean} minutes on average, at most ${f.lag.longest}; up to ${f.lag.early} minutes before`,
            ],
            [
              "r",
              `3 when it recovered within ${f.mitigationMin} minutes of a published mitigation, ⅓ when well before, else 1`,
            ],
            [
              "λ",
              `how often the service fails by itself, from the quiet time of the last ${f.record.days} days; until ${f.record.enoughDays} days are recorded, ${f.record.priorPerMonth} times a month`,
            ],
            ["c", "what fails meanwhile without standing there: a cause that all share"],
            [
              "cap",
              `what the evidence allows: vendor's word ${f.caps.vendor_confirmed}, seen in the region ${f.caps.observed_region}, declared ${f.caps.declared_or_provider}, supplier ${f.caps.transitive}, origin not known ${f.caps.unknown_origin}, contradicted ${f.caps.contradicted}`,
            ],
          ],
        },
        `From ${f.words.confirmed} on the word is “confirmed”, which only a vendor's statement can reach; from ${f.words.likely} “likely”, from ${f.words.possible} “possible”. An attribution is published when the vendor named the cloud, or when A passes with ${f.fewest} services or more. Otherwise no more is said than that the two coincided.`,
        `“Provisional”: the cloud's onset is only its first post, which may come up to ${f.lag.post} minutes late, so the window begins ${-f.windowProvisional.fromMin} minutes before it. “Uncalibrated”: this instance has too short a record of its own, and λ is the assumption above.`,
      ],
    },
    said: {
      heading: "Said against saw",
      blocks: [
        `For each outage that we saw, we look for the vendor's first public word of it, for ${f.said.hours} hours after its end. The delay is by our own clock, from the onset to our first sight of the post; what a post claims to be older than that is shown as dated back.`,
        `Over ${f.said.days} days, the median is that of Kaplan and Meier, in which an outage that was never acknowledged counts as longer than we waited. Where a page could not be read, nobody is said to have been silent. A page that several services share counts only for the service it names.`,
      ],
    },
    concentration: {
      heading: "Concentration",
      blocks: [
        `Where a service stands comes from addresses that our checks met, within ranges that clouds publish, for ${f.hosting.days} days after they were last seen; and from what vendors, filings and the press declare, each with its source. An edge shows its own provider and hides the origin.`,
        `What would go with a provider or a region is the mean of ${f.hosting.draws.toLocaleString("en")} draws, in each of which every piece of evidence holds with its own probability. Services that are known to stand in two places survive the loss of one. What is not known is shown as a range, never left out in silence.`,
      ],
    },
    limits: {
      heading: "Limits",
      blocks: [
        {
          terms: [
            ["Short outages", "what is over before the alarm, two or three rounds, is measured but never called down."],
            ["Vantages count as independent", "two behind one transit or in one cloud see as one."],
            [
              "A way in is not everybody's",
              "an outage in one country, of one app, or behind a login is not seen from outside.",
            ],
            [
              "What refuses us is unknown",
              "services that block our countries or need a key we do not have are shown as unknown.",
            ],
            ["Origins behind a CDN", "are not seen. Then the score is capped, and says so."],
            ["Only what is public is asked", "no order is placed, and no transaction is sent."],
            ["Correlation", "two things that begin together may have a third cause, or none in common."],
          ],
        },
      ],
    },
    "own-hosting": {
      heading: "Our own hosting and blind spots",
      blocks: [
        "A vantage that stands on a cloud shares its outages. This is what this instance's vantages state of themselves; its database and this page have one place of their own, and when that fails there is no page.",
      ],
    },
  }),
};

export type MethodologyWords = typeof methodology;
