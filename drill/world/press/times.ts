/**
 * How late the world's clouds and vendors speak, in milliseconds of the world's clock. Everybody is late in life (AWS first
 * posted 22 minutes after the beginning on 2025-10-20), so what is said must not be taken for what is seen.
 */
export interface PressTimes {
  /** From a cloud's fault to the first post in its feed. A fault that is over by then is never posted. */
  readonly cloudPostDelayMs: number;
  /** From the healing to the post that says so. */
  readonly cloudClearDelayMs: number;
  /** Between two posts while it lasts. */
  readonly updateEveryMs: number;
  /** For every vendor that posts; null: each has a delay of its own (`habitOf`). */
  readonly vendorPostDelayMs: number | null;
  readonly vendorClearDelayMs: number | null;
  /** How long the work lasts that a vendor is told to announce. */
  readonly maintenanceMs: number;
}

const MINUTE_MS = 60_000;

export const PRESS_TIMES: PressTimes = {
  cloudPostDelayMs: 8 * MINUTE_MS,
  cloudClearDelayMs: 4 * MINUTE_MS,
  updateEveryMs: 20 * MINUTE_MS,
  vendorPostDelayMs: null,
  vendorClearDelayMs: null,
  maintenanceMs: 60 * MINUTE_MS,
};

/** Settings of a world that runs as a process, for who cannot wait: whole numbers of milliseconds. */
const SETTINGS = {
  cloudPostDelayMs: "FAULTLINE_WORLD_CLOUD_POST_MS",
  cloudClearDelayMs: "FAULTLINE_WORLD_CLOUD_CLEAR_MS",
  updateEveryMs: "FAULTLINE_WORLD_UPDATE_MS",
  vendorPostDelayMs: "FAULTLINE_WORLD_VENDOR_POST_MS",
  vendorClearDelayMs: "FAULTLINE_WORLD_VENDOR_CLEAR_MS",
  maintenanceMs: "FAULTLINE_WORLD_MAINTENANCE_MS",
} as const satisfies Record<keyof PressTimes, string>;

/**
 * The times that an environment sets.
 * @throws Error when a value is no number of milliseconds
 */
export function pressTimesFrom(env: Readonly<Record<string, string | undefined>>): Partial<PressTimes> {
  return Object.fromEntries(
    Object.entries(SETTINGS).flatMap(([field, name]) => {
      const text = env[name];
      if (text === undefined || text === "") return [];
      if (!/^\d{1,9}$/.test(text) || (field === "updateEveryMs" && Number(text) === 0))
        throw new Error(`${name}=${text} is no number of milliseconds`);
      return [[field, Number(text)]];
    }),
  );
}
