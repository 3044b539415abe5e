import type { BadgeWords } from "#domain/publish/badge-words.ts";

const WINDOWS = { "24h": "24 h", "7d": "7 d", "30d": "30 d", "90d": "90 d" } as const;
const LAYERS = { access: "access", chain: "chain", cloud: "cloud" } as const;
const numbers = new Intl.NumberFormat("en");

export const en: BadgeWords = {
  statuses: {
    operational: "operational",
    under_maintenance: "maintenance",
    unknown: "unknown",
    degraded_performance: "degraded",
    partial_outage: "partial outage",
    major_outage: "down",
  },
  noData: "no data",
  closed: "closed for good",
  notMonitored: "not monitored here",
  notJudged: "not judged",
  unknownService: "unknown service",
  unknownBadge: "unknown badge",
  all: "services and chains",
  affected: (status, count) => `${status}, ${count} affected`,
  butUnknown: (status, count) => `${status}, ${count} unknown`,
  uptime: (name, window) => `${name} uptime ${WINDOWS[window]}`,
  figure: ({ text }) => text,
  ofLayer: (layer, figure) => `${LAYERS[layer]} ${figure}`,
  latency: (name, window) => `${name} latency ${WINDOWS[window]}`,
  median: (ms) => `p50 ${numbers.format(ms)} ms`,
  list: (parts) => parts.join(", "),
  madeUp: (message) => `${message} (made up)`,
};
