import { componentSentence, nameOf } from "#domain/publish/sentence.ts";
import type { Subject } from "#domain/publish/subject.ts";
import { wantsStatusChange } from "#domain/publish/webhook/filter.ts";
import type { StatusMessage } from "#domain/publish/webhook/message.ts";
import type { Wanted } from "#domain/publish/webhook/subscription.ts";
import { webhookWords } from "#domain/publish/webhook/words.ts";
import type { Status } from "#domain/status/status.ts";
import type { Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** A component that is another than it was. */
export interface StatusChange {
  readonly at: EpochMs;
  readonly serviceSlug: string;
  readonly componentSlug: string;
  readonly subject: Subject;
  readonly before: Status | null;
  readonly after: Status;
  readonly judged: Judged;
}

/** What a subscriber is told of it; null when it is none of theirs. */
export function tellStatusChange(change: StatusChange, { filter, language }: Wanted): StatusMessage | null {
  const { at, serviceSlug, componentSlug, subject, before, after, judged } = change;
  if (!wantsStatusChange(filter, { about: { serviceSlug, layer: subject.layer } })) return null;
  const { sentences } = webhookWords(language);
  return {
    type: "component.status_changed",
    at,
    language,
    change: {
      service: serviceSlug,
      component: componentSlug,
      name: nameOf(subject, sentences),
      before,
      after,
      sentence: componentSentence(subject, judged, sentences),
    },
  };
}
