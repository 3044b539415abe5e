import { readFileSync } from "node:fs";
import { cpus } from "node:os";

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

/**
 * The same of a process with the children that it has, each of one thread, and with all that it had: a Postgres with its
 * backends and its own workers. What has ended is counted in ticks of 10 ms.
 */
export function usedByFamily(pid: number): number | null {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(/\s+/).filter(Boolean);
    // A child that ends between the two looks is in neither.
    const living = [pid, ...children.map(Number)].map((one) => usedBy(one) ?? 0);
    // After the name, which may hold anything: proc(5), cutime and cstime.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return sum(living) + (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return null;
  }
}

/** What all cores together have done since the machine was started, and could have done. */
export function machineMs(): { readonly busy: number; readonly all: number } {
  const times = cpus().map((core) => core.times);
  const all = sum(times.flatMap((one) => Object.values(one)));
  return { busy: all - sum(times.map(({ idle }) => idle)), all };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

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
