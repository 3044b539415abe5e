/** The figures of guides/methods.md 1.3, as printed there: how many digits there are says how exact they are. */
export const LOSSES = ["0.1 %", "0.5 %", "1 %", "2 %", "5 %"] as const;

export interface FalseAlarmRow {
  readonly rule: string;
  /** CUSUM with alarm at h; or so many failures in a row. */
  readonly h?: number;
  readonly inARow?: number;
  readonly vantages: number;
  /** False DOWN per target-year, by loss. */
  readonly perYear: readonly string[];
}

export const FALSE_ALARMS: readonly FalseAlarmRow[] = [
  { rule: "one failure = down", inARow: 1, vantages: 1, perYear: ["1.05e3", "5.2e3", "1.0e4", "2.1e4", "5.0e4"] },
  { rule: "3 in a row, 1 vantage", inARow: 3, vantages: 1, perYear: ["1.05e-3", "0.131", "1.04", "8.25", "125"] },
  { rule: "CUSUM h=15, 1 vantage", h: 15, vantages: 1, perYear: ["1.1e-3", "0.160", "1.51", "15.8", "398"] },
  { rule: "CUSUM h=20, 1 vantage", h: 20, vantages: 1, perYear: ["1.2e-6", "1.0e-3", "0.023", "0.60", "54"] },
  { rule: "CUSUM h=15, 2/2", h: 15, vantages: 2, perYear: ["9e-12", "2.0e-7", "1.8e-5", "2.0e-3", "1.4"] },
  { rule: "CUSUM h=15, 2/3", h: 15, vantages: 3, perYear: ["3e-11", "6e-7", "5.4e-5", "6.0e-3", "4.1"] },
  { rule: "CUSUM h=15, 3/5", h: 15, vantages: 5, perYear: ["6e-19", "2e-12", "1.6e-9", "1.9e-6", "0.035"] },
];

export interface LossRow {
  readonly rule: string;
  readonly h: number;
  readonly vantages: number;
  /** Independent loss; absent for the bursts. */
  readonly loss?: number;
  /** False DOWN per target-year; null for "none seen". */
  readonly perYear: number | null;
  /** Rounds that methods simulated, which is what its own error follows from; null where its figure is exact. */
  readonly rounds: number | null;
}

/** Mean loss 0.5 %: 0.1 % between bursts and 90 % in them is what "cost 0.44 % of rounds lost" implies. */
export const BURSTS = { mean: 0.005, quiet: 0.001, inside: 0.9, rounds: 3 } as const;
export const GATE = { controls: 4, failing: 2 } as const;
export const GATE_COST = 0.0044;

export const LOSS_ROWS: readonly LossRow[] = [
  { rule: "independent 5 %, h=20 1/1", h: 20, vantages: 1, loss: 0.05, perYear: 5.11e-5 * 1_051_920, rounds: null },
  { rule: "independent 6 %, h=15 2/3", h: 15, vantages: 3, loss: 0.06, perYear: 1.45e-5 * 1_051_920, rounds: null },
  { rule: "bursts, h=15 1/1", h: 15, vantages: 1, perYear: 604, rounds: 12_000_000 },
  { rule: "bursts, h=20 1/1", h: 20, vantages: 1, perYear: 376, rounds: 12_000_000 },
  { rule: "bursts, h=15 2/3", h: 15, vantages: 3, perYear: 12, rounds: 4_000_000 },
  { rule: "bursts, h=15 3/5", h: 15, vantages: 5, perYear: null, rounds: 2_400_000 },
];

/** Seconds from onset to verdict, mean and 95th percentile, by failing share. */
export const DELAYS = [
  { rule: "h=20 1/1", h: 20, vantages: 1, share: 1.0, meanS: 105, p95S: 119 },
  { rule: "h=20 1/1", h: 20, vantages: 1, share: 0.9, meanS: 127, p95S: 197 },
  { rule: "h=20 1/1", h: 20, vantages: 1, share: 0.7, meanS: 185, p95S: 298 },
  { rule: "h=20 1/1", h: 20, vantages: 1, share: 0.5, meanS: 297, p95S: 560 },
  { rule: "h=20 1/1", h: 20, vantages: 1, share: 0.3, meanS: 673, p95S: 1486 },
  { rule: "h=20 1/1", h: 20, vantages: 1, share: 0.2, meanS: 1657, p95S: 4192 },
  { rule: "h=15 2/3", h: 15, vantages: 3, share: 1.0, meanS: 75, p95S: 86 },
  { rule: "h=15 2/3", h: 15, vantages: 3, share: 0.9, meanS: 85, p95S: 134 },
  { rule: "h=15 2/3", h: 15, vantages: 3, share: 0.7, meanS: 130, p95S: 204 },
  { rule: "h=15 2/3", h: 15, vantages: 3, share: 0.5, meanS: 206, p95S: 342 },
  { rule: "h=15 2/3", h: 15, vantages: 3, share: 0.3, meanS: 440, p95S: 822 },
  { rule: "h=15 2/3", h: 15, vantages: 3, share: 0.2, meanS: 953, p95S: 1986 },
] as const;

/** DEGRADED(intermittent) with 3 vantages within 10 minutes, by failing share. */
export const POWER = [
  { share: 0.2, noticed: 0.93 },
  { share: 0.15, noticed: 0.7 },
  { share: 0.1, noticed: 0.25 },
] as const;

/** False entries per year into DEGRADED(intermittent) at 1 % loss, by disjoint windows: least and most over 1 to 5 vantages. */
export const FALSE_INTERMITTENT = { loss: 0.01, least: "0.0018", most: "0.0085" } as const;
