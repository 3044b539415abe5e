/** `npm run simulate`: what the detector gets wrong and how fast it is, by its own step function, beside methods 1.3. */
import { FULL, QUICK, simulate } from "#scripts/simulate/simulate.ts";

function main(args: readonly string[]): number {
  if (args.some((arg) => arg !== "--quick")) {
    console.error("usage: npm run simulate [-- --quick]");
    return 2;
  }
  const started = performance.now();
  const passes = simulate(console.log, args.includes("--quick") ? QUICK : FULL);
  // Not on stdout: that is the same for every run.
  console.error(`${((performance.now() - started) / 1_000).toFixed(0)} s`);
  return passes ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
