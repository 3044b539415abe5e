/** Strings of the page of badges, and of what stands in frames on other people's pages. */
export const badges = {
  nav: "Badges",
  at: (path: string): string => path,
  headline: "Show what holds now where people already look.",
  description:
    "Badges and small frames for a README, a wiki or a status page: the present status, the uptime and the latency of any service here, in English and Japanese.",
  stand:
    "A badge says in words what its colour says. Unknown is grey, never green; what cannot be seen right now says so; and no address makes a badge look better than what it stands for.",
  form: {
    heading: "Make one",
    of: "Of",
    all: "Everything",
    kind: "What",
    kinds: {
      status: "Status now",
      "uptime/24h": "Uptime, 24 h",
      "uptime/7d": "Uptime, 7 d",
      "uptime/30d": "Uptime, 30 d",
      "uptime/90d": "Uptime, 90 d",
      "latency/24h": "Latency (p50), 24 h",
      "latency/7d": "Latency (p50), 7 d",
    },
    style: "Style",
    label: "Label",
    labelNote: "up to 64 characters; its own without one",
    labelColor: "Colour of the label",
    color: "Colour when operational",
    colorNote: "hexadecimal, such as 0b57d0; any other state keeps its own",
    lang: "Language",
    languages: { en: "English", ja: "日本語" },
    theme: "For a page that is",
    themes: { light: "light", dark: "dark", auto: "as the reader's browser" },
    cacheSeconds: "May be kept for, in seconds",
    cacheNote: "60 to 86,400",
    go: "Make it",
    back: "Start again",
  },
  preview: {
    heading: "How it looks now",
    light: "on this page",
    dark: "on the opposite ground",
    missing: (slug: string) => `There is no service called ${slug}: its badge says so.`,
  },
  snippets: {
    heading: "Copy it",
    alt: (name: string) => `${name}: status by Faultline`,
    forms: { markdown: "Markdown", html: "HTML", asciidoc: "AsciiDoc", rst: "reStructuredText" },
    endpoint: "As data for shields.io",
    endpointNote: "What shields.io's endpoint badge reads, for those who want its logos.",
    noUrl:
      "This instance has not been told its public address (FAULTLINE_URL): put it where https://status.example.org stands.",
    ownOnly:
      "This instance has not been told its public address (FAULTLINE_URL): what is copied here works on this machine only.",
  },
  frames: {
    heading: "Or a frame",
    note: "A small page without scripts, cookies or forms that any site may frame. It renews itself every two minutes, and says so when it cannot.",
    service: (name: string) => `${name}, with what is wrong`,
    strata: "Everything: cloud, access and chain over 24 hours",
    title: (name: string) => `${name}: status by Faultline`,
    look: "look at it",
  },
  embed: {
    old: "Not renewed for five minutes: this is no longer the present.",
    source: "Faultline",
    unknown: "There is no such service here.",
    more: (count: number) => `${count} more`,
  },
};

export type BadgesWords = typeof badges;
