/** Exit code of a process that no restart can mend: whoever supervises it gives up and says so (EX_CONFIG of sysexits). */
export const EXIT_FINAL = 78;

/**
 * Makes a process end with the one that started it: under FAULTLINE_SUPERVISED its stdin is a pipe that nobody writes to,
 * and that closes when the parent is gone, however it went. `stop` may be called more than once.
 */
export function stopWithParent(stop: () => void): void {
  if (process.env.FAULTLINE_SUPERVISED !== "1") return;
  for (const event of ["end", "close", "error"] as const) process.stdin.on(event, stop);
  process.stdin.resume();
  // The parent read our output too: last words that nobody hears must not break the stop.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}
