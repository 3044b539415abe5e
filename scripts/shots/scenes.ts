import type { Stage } from "#scripts/shots/stage.ts";

/** A state of the world or of ourselves, and how it is brought about. */
export interface Scene {
  readonly about: string;
  /** Pages may say that they cannot see. */
  readonly isBlind?: true;
  /** There is no service and no incident to be shown. */
  readonly isEmpty?: true;
  readonly set: (stage: Stage) => Promise<void>;
}

const MINUTE_MS = 60_000;
/** From three places a check is down after a few failed rounds; the slowest of them is asked once in five minutes. */
const JUDGED_MS = 12 * MINUTE_MS;
/** This many rounds of looking without a change are taken for the end of it. */
const QUIET_LOOKS = 60;
const PARTS = ["ethereum", "polygon", "base", "linea", "scroll"];

/** In the order in which they are taken: each follows from the one before it, or from none. */
export const SCENES: Readonly<Record<string, Scene>> = {
  well: {
    about: "everything answers",
    set: async (stage) => {
      await stage.product();
      await settled(stage);
    },
  },
  vantage: {
    about: "one of three vantages has lost its network",
    set: async (stage) => {
      await running(stage);
      await stage.world("fail", "vantage:vantage-3");
      await stage.until("a vantage is lost", JUDGED_MS, (url) => says(url, "2 of 3 vantages reporting"));
    },
  },
  one: {
    about: "one service fails on five of its networks",
    set: async (stage) => {
      await running(stage);
      for (const part of PARTS) await stage.world("fail", `infura/${part}`, "http.error");
      await stage.until("one service fails", JUDGED_MS, async (url) => (await failing(url)).includes("infura"));
      await quiet(stage, failing);
    },
  },
  cloud: {
    about: "many services fail with an event at AWS us-east-1",
    set: async (stage) => {
      await running(stage);
      await stage.world("fail", "cloud:aws/us-east-1", "tcp.timed_out");
      await stage.until("many fail", JUDGED_MS, async (url) => (await failing(url)).length > 7);
      await stage.until("it is seen to coincide", JUDGED_MS, (url) => says(url, "coinciding with an event"));
      await quiet(stage, failing);
    },
  },
  database: {
    about: "Postgres is stopped under the product",
    isBlind: true,
    set: async (stage) => {
      await running(stage);
      // A page that somebody has seen is there with its age.
      for (const path of ["/", "/ja", "/services"]) await fetch(stage.url + path);
      await stage.stopDatabase();
      await stage.until("the site does not see", 3 * MINUTE_MS, async (url) => !(await fetch(`${url}/readyz`)).ok);
    },
  },
  stopped: {
    about: "no worker runs any more",
    set: async (stage) => {
      await running(stage);
      await stage.siteAlone("full");
      await stage.until("nothing is known any more", JUDGED_MS, async (url) => {
        const all = await statuses(url);
        return all.size > 0 && ![...all.values()].includes("operational");
      });
    },
  },
  empty: {
    about: "an empty database, and no worker",
    isEmpty: true,
    set: (stage) => stage.siteAlone("empty"),
  },
};

/** The product in any state but its beginning, with nothing made to fail. */
async function running(stage: Stage): Promise<void> {
  const runs = stage.url !== "" && (await fetch(`${stage.url}/readyz`).catch(() => null))?.ok;
  if (runs) return stage.world("heal");
  await stage.product();
  await settled(stage);
}

/** Until no status changes any more: checks are asked in turns, and some of them seldom. */
async function settled(stage: Stage): Promise<void> {
  await stage.until("the first verdicts", JUDGED_MS, async (url) =>
    [...(await statuses(url)).values()].includes("operational"),
  );
  await quiet(stage, statuses);
}

async function quiet(stage: Stage, ask: (url: string) => Promise<Map<string, string> | string[]>): Promise<void> {
  let [before, looks] = ["", 0];
  await stage.until("nothing changes any more", JUDGED_MS, async (url) => {
    const now = JSON.stringify([...(await ask(url))]);
    looks = now === before ? looks + 1 : 0;
    before = now;
    return looks >= QUIET_LOOKS;
  });
}

async function statuses(url: string): Promise<Map<string, string>> {
  const response = await fetch(`${url}/api/v1/services`);
  const { data } = (await response.json()) as { data: { slug: string; status: string }[] };
  return new Map(data.map(({ slug, status }) => [slug, status]));
}

/** Slugs of the services in trouble. */
async function failing(url: string): Promise<string[]> {
  return [...(await statuses(url))].filter(([, status]) => /outage|degraded/.test(status)).map(([slug]) => slug);
}

async function says(url: string, text: string): Promise<boolean> {
  return (await (await fetch(url)).text()).replaceAll("<!-- -->", "").includes(text);
}
