/**
 * Loaded before a worker's own code (NODE_OPTIONS): its clock is ahead by the milliseconds in a file, and jumps when the file
 * changes. As with a clock that is set, what has passed is measured right (performance.now) and
 * timers keep their time. The kernel would do the same for a whole machine only; time namespaces leave this clock out.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const LOOK_EVERY_MS = 20;

const folder = process.env.FAULTLINE_CHAOS_CLOCKS;
if (folder !== undefined && process.argv[1]?.endsWith("workers/main.ts")) {
  const read = () => Number(readFileSync(join(folder, process.env.FAULTLINE_VANTAGE ?? ""), "utf8"));
  const machine = Date.now;
  let aheadMs = read();
  const look = () => {
    aheadMs = read();
  };
  setInterval(look, LOOK_EVERY_MS).unref();
  globalThis.Date = new Proxy(Date, {
    construct: (target, args: unknown[], made) =>
      Reflect.construct(target, args.length === 0 ? [target.now()] : args, made),
  });
  Date.now = () => machine() + aheadMs;
}
