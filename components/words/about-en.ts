export const instance = {
  nav: "About this instance",
  description:
    "Who runs this instance of Faultline, how to reach them, what it sends to those it probes, and how to have it stopped.",
  headline: {
    by: (operator: string) => `This instance of Faultline is run by ${operator}.`,
    nobody: "This instance of Faultline does not say who runs it.",
  },
  stand:
    "Faultline is software that anybody may run. Whoever runs an instance answers for what it asks of others and for what it publishes.",
  contact: {
    heading: "Contact",
    to: "Write to ",
    none: "No contact has been stated. Whoever runs this instance can set FAULTLINE_CONTACT and FAULTLINE_OPERATOR.",
    records:
      "A mistake in the record is corrected in the open: a note or a retraction stands beside it, with a reason and a name. Nothing is deleted.",
  },
  sent: {
    heading: "What it sends",
    world: "This instance probes a made-up world on its own machine and sends nothing to the services it names.",
    what: "Each request asks for public data and names itself:",
    how: (checks: string, services: string, at: { from: string; to: string; perMinute: string }) =>
      `Each vantage runs ${checks} checks of ${services} services, each at its own interval between ${at.from} and ${at.to}. The service that is asked most gets ${at.perMinute} requests a minute from one vantage, over all its addresses. A request that failed is repeated once.`,
    unknown: "How much is asked cannot be read right now.",
    manners:
      "Documented rate limits are kept, by all vantages of one address together. A host that says that it is asked too often is asked by none of a vantage’s checks until it may be asked again; one that says until when it cannot answer is asked less often. Bodies are cut off when they are large, redirects are followed only where a check says so, and nothing is ever written: no order, no transaction, no account.",
  },
  optOut: {
    heading: "How to have it stopped",
    write:
      "Write to the contact above and name the address or the service. One entry in its operator’s list stops every vantage; what was recorded until then stays.",
    nobody:
      "As no contact is stated, refuse the User-Agent above. Whoever runs this instance can stop every vantage with one entry in a list of those who asked not to be probed.",
    refuse:
      "Refusing us is no outage: a rate limit or a block by country is recorded as neutral, and 401 or 403 is never called down.",
    listed: "Not monitored: asked us not to.",
    /** `who`: the service or host that they named; `services`: names; `since`: a day. */
    entry: (who: string, services: string, since: string | null) =>
      `${services} (${who})${since === null ? "" : `, since ${since}`}`,
  },
  readers: {
    heading: "What it keeps of its readers",
    text: "Nothing. This site sets no cookies, counts no visits and loads nothing from anybody else.",
  },
  licence: {
    heading: "Licence",
    software:
      "The software is under the Apache License 2.0. What others said is quoted with its source and stays theirs.",
    methods: "How everything is measured and judged: ",
  },
};

export type InstanceWords = typeof instance;
