import { readFileSync } from "node:fs";

/** CPU time in ms. */
export interface CpuMs {
  readonly process: number;
  /** Of the database's backend; 0 where the system does not tell. */
  readonly backend: number;
}

/** What a process has used of the CPU so far, in ms; null where the system does not tell (only Linux does, in ns). */
export function usedBy(pid: number): number | null {
  try {
    const [ns] = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ");
    return ns === undefined ? null : Number(ns) / 1e6;
  } catch {
    return null;
  }
}

/** Whether the CPU time of the backend can be measured here. */
export function seesBackend(pid: number): boolean {
  return usedBy(pid) !== null;
}

/** Runs a task that nothing else runs beside. @returns what this process and the backend used for it. */
export async function cpuOf(backendPid: number, task: () => Promise<unknown>): Promise<CpuMs> {
  const [before, began] = [usedBy(backendPid) ?? 0, process.cpuUsage()];
  await task();
  const { user, system } = process.cpuUsage(began);
  return { process: (user + system) / 1_000, backend: (usedBy(backendPid) ?? 0) - before };
}

export const total = ({ process, backend }: CpuMs) => process + backend;
