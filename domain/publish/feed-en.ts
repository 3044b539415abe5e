import type { FeedWords } from "#domain/publish/feed-words.ts";
import { quantities } from "#domain/publish/quantities-en.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const { list } = quantities;
const of = (what: string, whose: string | null) => `Faultline: ${whose === null ? what : `${what} of ${whose}`}`;

export const feeds: FeedWords = {
  stepped: (month, day, time) => [`${MONTHS[month] ?? ""} `, day, ", ", time],
  layers: { access: "the access layer", chain: "the chain layer", cloud: "the clouds" },
  titles: {
    history: (whose) => of("incidents and maintenance", whose),
    updates: (whose) => of("every update", whose),
    maintenance: (whose) => of("announced maintenance", whose),
  },
  descriptions: {
    history:
      "One entry for incidents that began together, and for each announced maintenance. An entry changes as more is known.",
    updates: "One entry for each step of an incident and of announced maintenance.",
  },
  unreal: (what, title) => `${{ world: "Made-up world", drill: "Drill", made_up: "Made up" }[what]}: ${title}`,
  takenBack: (title) => `Taken back: ${title}`,
  kinds: {
    opened: "Opened",
    reopened: "Began again",
    worsened: "Got worse",
    improved: "Got better",
    confirmed: "Confirmed",
    changed: "Changed",
    resolved: "Over",
    joined: "Joined a group",
    noted: "Note",
    retracted: "Taken back",
  },
  step: (kind, name) => `${kind}: ${name}`,
  note: (name, author, text) => `${name}: “${text}”${author === null ? "" : ` (${author})`}`,
  joined: (name) => `${name}: told from now on together with incidents that belong to the same cloud event.`,
  madeUp: "Part of a made-up history: none of this happened.",
  unconfirmed: "Seen from one place only, and not confirmed from another.",
  announced: "It began while its vendor had announced maintenance, and counts as neither up nor down.",
  others: (incidents) =>
    incidents === 1
      ? "One incident elsewhere belongs to the same group."
      : `${incidents} incidents elsewhere belong to the same group.`,
  earlier: (steps) => (steps === 1 ? "One earlier step is on its page." : `${steps} earlier steps are on its page.`),
  maintenance: (service, parts) => `Maintenance: ${service}${parts === null ? "" : ` (${list(parts)})`}`,
  window: (from, until) =>
    until === null ? `Announced for ${from} UTC; no end was announced.` : `Announced for ${from} to ${until} UTC.`,
  calledOff: "It was called off.",
  vanished: "It is no longer on the page that announced it, and nothing more was said of it.",
  vendorsWord: (service) => `${service} says so on its own status page; it is not something that we measured.`,
  cloudsWord: (provider) => `${provider} says so in its own health feed; it is not something that we measured.`,
  says: (name, text) => `${name}: “${text}”`,
  silent: (name) => `${name} posted an update without a text.`,
  cloudEvent: (place, title) => (title === null ? place : `${place}: “${title}”`),
  source: "Where it was said",
};
