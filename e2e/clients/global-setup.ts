import { expect } from "@playwright/test";
import { publishedChecks } from "../api.ts";
import { freePort, startProduct, world } from "../product.ts";
import { FAILING } from "./record.ts";

const DAYS = 2;

/** The product with a made-up past, and with an outage that begins while the clients look on. */
export default async function setup(): Promise<() => Promise<void>> {
  const metrics = await freePort(22_000);
  const product = await startProduct({ days: DAYS, metrics });
  process.env.E2E_URL = product.url;
  process.env.E2E_HOME = product.home;
  process.env.E2E_WORKER_URL = `http://127.0.0.1:${metrics}`;
  const outage = begin();
  // Those that wait for it fail in the meantime.
  outage.catch(() => {});
  return async () => {
    await product.stop();
    await outage;
  };
}

/**
 * One operator's newest blocks grow old: that is judged after two rounds, sooner than any other fault. Each of its checks has
 * answered before, for nothing is held against one that never did.
 */
async function begin(): Promise<void> {
  const unanswered = async () => {
    const checks = (await publishedChecks()).filter(({ id, tier }) => id.startsWith(`${FAILING}/`) && tier === "core");
    return checks.filter(({ last }) => last?.outcome !== "ok").map(({ id }) => id);
  };
  await expect.poll(unanswered, { timeout: 60_000, intervals: [500] }).toEqual([]);
  await world("fail", FAILING, "stale");
}
