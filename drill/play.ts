import type { Scenario } from "#domain/drill/scenario.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Controllable } from "#drill/world/control.ts";
import type { FailReply } from "#drill/world/messages.ts";

/** An order to the world, and when it is given. */
export interface Step {
  readonly at: EpochMs;
  readonly target: string;
  /** Null to heal. */
  readonly fault: string | null;
  /** Components, by key, that this alone may hit; null where it cannot be told from the order. */
  readonly hits: ReadonlySet<string> | null;
}

/** A scenario as orders, in the order in which they are given: what heals before what fails at the same instant. */
export function stepsOf({ outages, disturbances }: Scenario): Step[] {
  const failing = outages.flatMap(({ components, target, fault, from, to }) =>
    (target === undefined ? components : [target]).flatMap((one): Step[] => [
      // A chain stands still for everybody who tells of it.
      { at: from, target: one, fault, hits: one.startsWith("chain:") ? null : new Set(components) },
      { at: to, target: one, fault: null, hits: null },
    ]),
  );
  const disturbing = disturbances.flatMap(({ target, from, to }): Step[] => [
    { at: from, target, fault: "network", hits: null },
    { at: to, target, fault: null, hits: null },
  ]);
  return [...failing, ...disturbing].sort((a, b) => a.at - b.at || Number(a.fault !== null) - Number(b.fault !== null));
}

export interface PlayOptions {
  readonly world: Pick<Controllable, "fail" | "heal">;
  readonly clock: { now(): EpochMs; after(ms: number, callback: () => void): () => void };
  readonly onStep: (step: Step) => void;
  /** The world did not do what the scenario says: the drill cannot be relied on. */
  readonly onProblem: (problem: string) => void;
}

/** Gives a scenario's orders at their times, one after the other. @returns a function that ends it */
export function play(scenario: Scenario, { world, clock, onStep, onProblem }: PlayOptions): () => void {
  const steps = stepsOf(scenario);
  let cancel = () => {};
  const next = (index: number) => {
    const step = steps[index];
    if (step === undefined) return;
    cancel = clock.after(step.at - clock.now(), () => {
      void carryOut(step, world).then((problem) => {
        if (problem === null) onStep(step);
        else onProblem(problem);
      });
      next(index + 1);
    });
  };
  next(0);
  return () => cancel();
}

/** @returns what went wrong, or null */
export async function carryOut(step: Step, world: PlayOptions["world"]): Promise<string | null> {
  const { target, fault, hits } = step;
  const answer = fault === null ? await world.heal(target) : await world.fail(target, fault);
  if ("refusal" in answer) return answer.refusal;
  if (!("hit" in answer) || hits === null) return null;
  const others = [...hitBy(answer)].filter((component) => !hits.has(component));
  return others.length === 0
    ? null
    : `${target} ${fault} hits ${others.join(", ")} too, which the scenario does not say`;
}

function hitBy({ hit, hosts, sameRequest }: FailReply): Set<string> {
  const checks = [...hit, ...hosts.flatMap(({ others }) => others), ...sameRequest];
  return new Set(checks.map((id) => id.split("/").slice(0, 2).join("/")));
}
