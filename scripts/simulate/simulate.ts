import { CURRENT_RULES, type Rules } from "#domain/status/rules.ts";
import { conclusion, printed, ROUNDS_PER_YEAR, type Section, type Sizes } from "./report.ts";
import { burstSection } from "./sections/bursts.ts";
import { delaySection } from "./sections/delays.ts";
import { falseAlarms } from "./sections/false-alarms.ts";
import { intermittentSection } from "./sections/intermittent.ts";

/** About a minute on one core. */
export const FULL: Sizes = { vantageRounds: 24_000_000, delays: 200_000, powerRuns: 6_000 };
/** A few seconds, with wider tolerances. */
export const QUICK: Sizes = { vantageRounds: 600_000, delays: 3_000, powerRuns: 200 };

/** What the figures below depend on; nothing of it changes from one run to the next. */
function header(rules: Rules, sizes: Sizes): string[] {
  const { version, up, down, cap, alarmAlone, alarm, clear, window, intermittentOver } = rules;
  return [
    "Detection by the product's own step function, beside the figures of guides/methods.md 1.3",
    `  rules ${version}: failure +${up}, answer -${down}, cap ${cap}; alarm at ${alarmAlone} alone, at ${alarm} with more; ${clear} answers clear it;`,
    `  intermittent from vantages + ${intermittentOver} failures in ${window} rounds on`,
    `  rounds of 30 s, ${ROUNDS_PER_YEAR} a year; seeds are the names of the rows${sizes === QUICK ? "; --quick: fewer runs" : ""}`,
    "",
  ];
}

/** Computes the sections one by one, so that each can be printed as soon as it is known. */
export function* sections(rules: Rules, sizes: Sizes): Generator<Section> {
  yield falseAlarms(rules);
  yield burstSection(rules, sizes);
  yield delaySection(rules, sizes);
  yield intermittentSection(rules, sizes);
}

/** The whole report, line by line to `print`; whether every figure was reproduced. */
export function simulate(print: (line: string) => void, sizes: Sizes, rules: Rules = CURRENT_RULES): boolean {
  const done: Section[] = [];
  for (const line of header(rules, sizes)) print(line);
  for (const section of sections(rules, sizes)) {
    for (const line of printed(section)) print(line);
    done.push(section);
  }
  const { lines, passes } = conclusion(done);
  for (const line of lines) print(line);
  return passes;
}
