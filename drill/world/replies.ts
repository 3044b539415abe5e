import type { EpochMs } from "#domain/time.ts";
import type { Answer, View } from "#drill/world/answers/answer.ts";
import type { Registry } from "#drill/world/answers/registry.ts";
import type { WorldModel } from "#drill/world/model.ts";
import type { Spoilage } from "#drill/world/rehearse.ts";
import type { WorldRequest } from "#drill/world/request.ts";
import { SPOILERS } from "#drill/world/spoil.ts";
import type { Tally } from "#drill/world/tally.ts";

export interface ReplyParts {
  readonly registry: Registry;
  readonly model: WorldModel;
  readonly tally: Tally;
  readonly now: () => EpochMs;
}

/** Gives the reply to a request: the stand-in's answer, or what a fault makes of it. */
export type Replies = (request: WorldRequest, spoilage: Spoilage | null) => Answer;

export function createReplies({ registry, model, tally, now }: ReplyParts): Replies {
  function madeUp(request: WorldRequest, view: View): Answer | null {
    const answer = registry.madeUp(request, view);
    if (answer) tally.makeUp(request);
    return answer;
  }

  return (request, spoilage) => {
    const at = spoilage?.frozenAt ?? now();
    const view = { now: now(), at, halted: spoilage?.fault === "payload.halted", model };
    const good = registry.answer(request, view) ?? madeUp(request, view);
    if (!good) {
      tally.unknown(request);
      return registry.missing(request);
    }
    return spoilage ? SPOILERS[spoilage.fault].spoil(request, good, spoilage.variant) : good;
  };
}
