import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { attribute } from "#domain/attribution/attribute.ts";
import { rank } from "#domain/attribution/rank.ts";
import { recordOf } from "#domain/attribution/record.ts";
import { event as attributable, referenceRecord, referenceServices } from "#domain/attribution/testing/scene.ts";
import { cloudEvent as makeEvent, START, update } from "#domain/cloud/testing/event.ts";
import { SCORECARD_VERSION, type Scorecard } from "#domain/drill/scorecard.ts";
import { record as hostingRecord } from "#domain/hosting/testing/record.ts";
import type { CloudEventView } from "#domain/publish/cloud.ts";
import { announced, detail, over, step } from "#domain/publish/feed/testing/scene.ts";
import type { Acknowledgement } from "#domain/said/acknowledgement.ts";
import type { SaidOfService, SaidRow } from "#domain/said/record.ts";
import { saidCounts, saidSummary } from "#domain/said/summary.ts";
import {
  makeCheckView,
  makeComponentView,
  makeJudged,
  makeMaintenance,
  makeOverview,
  makeResult,
  makeServiceView,
  NOW,
} from "#domain/status/testing/views.ts";
import { publishFolders } from "#server/folder.ts";
import { type PastRecord, publishRecord, publishSnapshot, publishTime } from "#server/snapshot.ts";

/** A record with something of everything in it, for tests of what handlers answer. */

const [MINUTE, DAY] = [60_000, 86_400_000];
export const DOSSIER = "2025-10-20-aws-us-east-1";

const kraken = detail("kraken", [step(1, 60), step(2, 30, over)], {
  group: "grpaaaaaaaaa",
  resolvedAt: NOW - 30 * MINUTE,
  lastBad: NOW - 31 * MINUTE,
  verdict: "up",
  maintenance: makeMaintenance(),
});
export const okx = detail(
  "okx",
  [step(1, 50), step(2, 40, { kind: "noted", author: "ops", text: "We are looking." })],
  {
    group: "grpaaaaaaaaa",
  },
);
const taken = detail("bitget", [step(1, 90)], {
  group: "grpbbbbbbbbb",
  retracted: { at: NOW - MINUTE, author: "ops", reason: "Our own network was at fault." },
  madeUp: true,
});
const DETAILS = [kraken, okx, taken];
const VIEWS = DETAILS.map((one) => one.incident);

const found = attribute(attributable(), referenceServices(), referenceRecord);
const ranking = rank([found]).incidents[0];
if (ranking === undefined) throw new Error("nothing is attributed");
const linked = {
  incident: kraken.incident.id,
  cloudEvent: "evtevtevtevt",
  record: recordOf(ranking, found),
  computedAt: NOW - MINUTE,
  ruleVersion: 1,
};

export const event: CloudEventView = {
  id: "evtevtevtevt",
  event: makeEvent({
    updates: [update(START, "We are looking into it.", "degraded")],
    maintenance: { from: START, until: null },
    scope: { kind: "zones", regions: ["us-east-1"], zones: ["use1-az4"] },
    services: [{ slug: "ec2", name: "EC2" }],
    periods: [{ service: "ec2", region: "us-east-1", zone: null, from: START, to: null, severity: "outage" }],
  }),
  vanishedAt: null,
  versions: 2,
  changedAt: START,
};
const version = {
  firstSeenAt: START,
  lastSeenAt: START + MINUTE,
  feed: "aws-health",
  title: "Errors",
  onsetAt: START,
  onsetQuality: "stated_start",
  severity: null,
  endedAt: null,
} as const;

const acknowledgement = (state: Acknowledgement["state"]): Acknowledgement => ({
  incident: "inc123def456",
  state,
  settled: true,
  notice: state === "acknowledged" ? "ntc123def456" : null,
  said: state === "acknowledged" ? { ms: 22 * MINUTE, errorMs: 3 * MINUTE, order: "vendor_late" } : null,
  saidByPageMs: state === "acknowledged" ? 20 * MINUTE : null,
  censoredMs: state === "acknowledged" ? null : 90 * MINUTE,
  cleared: null,
  backdatedMs: null,
});
const acknowledgements = (["acknowledged", "acknowledged", "acknowledged", "never"] as const).map(acknowledgement);
const NOTICE = { id: "ntc123def456", title: "API errors", url: null };
const rows = acknowledgements.map(
  (one, index): SaidRow => ({
    outage: {
      incident: `inc${index}23def456`,
      component: "kraken/api",
      onset: NOW - (index + 2) * DAY,
      lastGood: null,
      recoveredAt: NOW - (index + 2) * DAY + MINUTE,
      lastBad: null,
    },
    acknowledgement: one,
    notice: one.notice === null ? null : NOTICE,
  }),
);
const krakenSaid: SaidOfService = {
  at: NOW,
  service: "kraken",
  name: "Kraken",
  page: { readFrom: NOW - DAY, unreadableSince: null },
  rows,
  counts: saidCounts(acknowledgements),
  summary: saidSummary(acknowledgements),
  outside: [],
};
const delay = {
  event: "evtevtevtevt",
  title: "Errors",
  onsetAt: START,
  onsetQuality: "stated_start",
  publishedMs: MINUTE,
  seenMs: null,
} as const;

const card: Scorecard = {
  version: SCORECARD_VERSION,
  scenario: { id: "made-up", title: { en: "An outage", ja: "障害" }, dossier: null },
  run: { speed: 60, vantages: 1, from: NOW, to: NOW + MINUTE, endedAt: NOW, tookMs: 1_500 },
  outages: [
    {
      component: "infura/polygon",
      fault: "http.5xx",
      from: NOW,
      to: NOW + MINUTE,
      cause: { provider: "aws", region: "us-east-1" },
      seen: { incident: "i", startedAt: NOW, detectedAt: NOW, delayMs: 0, late: false, resolvedAt: null },
      saidAt: NOW,
      attribution: "right",
      named: { provider: "aws", region: "us-east-1", word: "likely", score: 90 },
      runnerUp: null,
    },
  ],
  invented: [{ incident: "j", component: "okx/api", startedAt: NOW, detectedAt: NOW }],
  clouds: [
    {
      place: { provider: "aws", region: "us-east-1" },
      began: NOW,
      firstPostAt: NOW,
      worst: "disruption",
      seenAt: null,
    },
  ],
  samples: { recorded: 9, coverage: 1, neutral: { "neutral.rate_limited": 1 }, told: 2 },
  failures: ["Nothing was judged."],
  assumptions: [{ components: ["infura/polygon"], from: NOW, to: NOW, reason: "No minutes." }],
  departures: ["One vantage."],
  totals: { modelled: 1, seen: 1, late: 0, missed: 0, invented: 1, right: 1, wrong: 0, none: 0, neutral: 1 },
  passed: false,
};

const failing = makeResult({ outcome: "failed", failureType: "tcp.refused", phase: "connection", httpStatus: null });

/** What the snapshot holds: one that is down, one in parts of which one is not known, one under maintenance. */
export const OVERVIEW = {
  ...makeOverview([
    makeServiceView("kraken", [], {
      name: "Kraken",
      components: [
        makeComponentView("api", [market("kraken/api/time", [failing])], {
          judged: makeJudged("failing"),
          incident: kraken.incident.id,
        }),
      ],
    }),
    makeServiceView("infura", [], {
      name: "Infura",
      kind: "rpc_provider",
      components: [
        makeComponentView("polygon", [market("infura/polygon/head")], {
          name: "Polygon PoS",
          maintenance: makeMaintenance(),
        }),
        makeComponentView("base", [market("infura/base/head")], { judged: makeJudged("no_vantage") }),
      ],
    }),
  ]),
  incidents: VIEWS.filter(({ resolvedAt, retracted }) => resolvedAt === null && retracted === null),
};

function market(id: string, latest = [makeResult({ facts: { head_number: 1, mode: "online" } })]) {
  return makeCheckView(id, latest, { spec: { signal: "market_data", vital: true } });
}

const GROUPS = [
  { id: "grpaaaaaaaaa", incidents: [okx.incident, kraken.incident] },
  { id: "grpbbbbbbbbb", incidents: [taken.incident] },
];

/** Publishes all of it. */
export function scene(): void {
  publishTime(() => NOW);
  publishSnapshot(() => ({ overview: OVERVIEW, error: null, version: "v" }));
  const path = fileURLToPath(new URL(`../../../../catalog/dossiers/${DOSSIER}.json`, import.meta.url));
  const dossiers = [{ name: `${DOSSIER}.json`, text: readFileSync(path, "utf8") }];
  const scorecards = [{ name: "made-up.json", text: JSON.stringify(card) }];
  publishFolders({ dossiers: async () => dossiers, scorecards: async () => scorecards });
  const record: Omit<PastRecord, "services"> = {
    incidents: async () => ({ incidents: VIEWS, next: null }),
    incident: async (id) => DETAILS.find((one) => one.incident.id === id) ?? null,
    incidentGroups: async () => ({ groups: GROUPS, next: { anchorAt: NOW, id: "grpbbbbbbbbb" } }),
    incidentGroup: async (id) => GROUPS.find((one) => one.id === id) ?? null,
    attributions: async () => new Map([[linked.incident, linked]]),
    clouds: {
      hosting: async () => hostingRecord,
      incidents: async () => new Map([["a", { incidents: 2, attributed: 1 }]]),
      clouds: async () => [
        {
          provider: "aws",
          feeds: [
            {
              name: "cloud:aws/aws-health",
              kind: "aws-health",
              url: "https://health.example",
              checkedAt: START,
              readAt: null,
              unreadable: { since: START, reason: "HTTP 503" },
              entries: 1,
              broken: 0,
            },
          ],
          open: [event],
          regions: [{ region: null, severity: "degraded", zones: [], services: [], events: [event.id], counts: true }],
        },
      ],
      events: async () => ({ events: [event], next: null }),
      event: async (id) => (id === event.id ? { event, versions: [version], attributions: [linked] } : null),
      attributed: async () => {
        throw new Error("nobody asks for it");
      },
    },
    feeds: {
      feed: async () => ({ groups: [], attributions: new Map(), notices: [], events: [] }),
    },
    measurements: {
      page: async () => ({ measurements: [makeResult(), failing], next: { tick: NOW, vantage: "here" } }),
    },
    now: {
      timeline: async () => ({
        readAt: NOW,
        components: new Map([
          ["infura/polygon", { entries: [], retracted: [], maintenance: [{ from: NOW - MINUTE, to: NOW }] }],
        ]),
        clouds: [],
        hits: [],
      }),
      recorded: async () => ({ readAt: NOW, incidents: [], attributions: new Map(), posts: [], before: [] }),
    },
    replays: { list: async () => [], one: async () => null },
    said: {
      all: async () => ({
        at: NOW,
        services: [krakenSaid],
        counts: krakenSaid.counts,
        overall: krakenSaid.summary,
        clouds: [{ provider: "aws", delays: [delay], medianPublishedMs: null, medianSeenMs: null }],
      }),
      service: async () => krakenSaid,
    },
    statuspage: {
      read: async () => ({
        groups: GROUPS.map(({ id, incidents: own }) => ({
          id,
          details: DETAILS.filter((one) => own.includes(one.incident)),
          others: 0,
        })),
        notices: [announced(), announced({}, { id: "ntcabcabcabc" })],
        attributions: new Map([[linked.incident, linked]]),
      }),
    },
  };
  publishRecord(record as PastRecord);
}
