import type { CounterOutcome, CounterProblem } from "#domain/publish/webhook/counter.ts";

/** Strings of the pages where people subscribe. */
export const subscribe = {
  nav: "Subscribe",
  at: (path: string): string => path,
  headline: "Be told when something fails.",
  description:
    "Webhooks of incidents for a program, a chat or a pager: signed, filtered, without an account, ended by one link.",
  stand:
    "One outage is one entry, however many services fall. Every message is signed, repeated until it arrives, and holds a link that ends the subscription. Nothing is sent before the receiver has agreed.",
  feeds: "Without a receiver of your own, a feed reader does the same:",
  form: {
    format: "Format",
    url: "Address of the receiver",
    urlNote: "https, port 443; stored encrypted and never shown again",
    routingKey: "Integration key",
    routingKeyNote: "for PagerDuty, instead of an address",
    region: "PagerDuty's region",
    regions: { us: "United States", eu: "European Union" },
    services: "Services",
    servicesNote: "such as kraken infura, with spaces between; all without one",
    layers: "Layers",
    clouds: "Coincides with",
    cloudsNote: "such as aws gcp; anything without one",
    severity: "At least",
    severities: { minor: "degraded", major: "a part is down", critical: "all of a service is down" },
    confirmed: "Only what was seen from two places or more",
    changes: "Each change of a component's status, too",
    maintenance: "Maintenance that vendors announce, too",
    go: "Ask the receiver",
  },
  problems: {
    url: "The address was not taken: it must be https on port 443, name a host of the public internet, and hold no user name.",
    routing_key: "The integration key has 32 letters and digits.",
    services: "One of the services is not known here.",
    clouds: "One of the clouds is not spelled as one.",
    form: "Something in the form is not as it should be.",
    often: "This address was asked three times today.",
    pending: "Too many subscriptions from here were not confirmed today.",
    host: "This host has as many subscriptions as one may have, or this address of a chat has one.",
    off: "Nobody can subscribe to this instance: its operator has set no key.",
  } satisfies Record<CounterProblem, string>,
  added: {
    headline: "The receiver has been asked.",
    stand:
      "It is active as soon as the receiver repeats the challenge, or somebody opens the link in the message and confirms.",
    once: "Shown once: keep both.",
    secret: "Secret of the signatures",
    manage: "Address that manages this subscription",
  },
  confirm: {
    headline: "Confirm this subscription?",
    stand:
      "Incidents will be reported to the receiver that this link was sent to. Every message holds a link that ends it.",
    go: "Confirm",
  },
  end: { headline: "End this subscription?", stand: "Nothing more is sent, and the address is deleted.", go: "End it" },
  manage: {
    headline: "Your subscription",
    receiver: "Receiver",
    state: "State",
    deliveries: "Newest deliveries",
    actions: { test: "Send a test", rotate: "New secret", enable: "Switch on again", end: "End it" },
  },
  said: {
    confirmed: { headline: "Confirmed.", stand: "The receiver is told of what happens from now on." },
    full: {
      headline: "Not confirmed.",
      stand: "This host has as many subscriptions as one may have, or this address of a chat has one.",
    },
    ended: { headline: "Ended.", stand: "Nothing more is sent, and the address is deleted." },
    unknown: {
      headline: "This link leads to no subscription.",
      stand: "It may have been cut off, or the subscription ended long ago.",
    },
  } satisfies Record<CounterOutcome, { headline: string; stand: string }>,
};

export type SubscribeWords = typeof subscribe;
