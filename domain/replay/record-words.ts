import type { UpdateKind } from "#domain/incident/incident.ts";
import { quantities as enQuantities } from "#domain/publish/quantities-en.ts";
import { quantities as jaQuantities } from "#domain/publish/quantities-ja.ts";
import type { EpochMs } from "#domain/time.ts";

/** What stands in both languages. */
export interface Both {
  readonly en: string;
  readonly ja: string;
}

/** How an outage that we recorded is called. */
export interface Called {
  readonly services: number;
  /** `AWS us-east-1`, where what is attributed to it may be published as that; null otherwise. */
  readonly place: string | null;
  readonly isOpen: boolean;
  /** All of it was taken back. */
  readonly isRetracted: boolean;
  readonly isMadeUp: boolean;
}

export function titleText({ services, place, isOpen, isRetracted, isMadeUp }: Called): Both {
  const en = [
    place === null ? "" : `, coinciding with ${place}`,
    isOpen ? ", not over" : "",
    isRetracted ? " (taken back)" : "",
    isMadeUp ? " (made up)" : "",
  ];
  const ja = [
    place === null ? "" : `、${place}の障害と時期が重なる`,
    isOpen ? "（継続中）" : "",
    isRetracted ? "（取り消し）" : "",
    isMadeUp ? "（架空の記録）" : "",
  ];
  return {
    en: `${services} services in trouble${en.join("")}`,
    ja: `${services}サービスの障害${ja.join("")}`,
  };
}

const STEPS: Readonly<Partial<Record<UpdateKind, Both>>> = {
  reopened: { en: "Began again", ja: "再発" },
  worsened: { en: "Got worse", ja: "悪化" },
  improved: { en: "Got better", ja: "改善" },
  confirmed: { en: "Confirmed", ja: "確認" },
  resolved: { en: "Over", ja: "終了" },
};

/** The record's sentence, after what kind of step it was told at; an opening needs no such word. */
export function stepText(kind: UpdateKind, sentence: Both): Both {
  const step = STEPS[kind];
  return step === undefined ? sentence : { en: `${step.en}: ${sentence.en}`, ja: `${step.ja}：${sentence.ja}` };
}

/** What a person says of an incident. Both are bounded. @param author null when it is not on record */
export function notedText(name: string, author: string | null, text: string): Both {
  return {
    en: `${name}, note${author === null ? "" : ` by ${author}`}: ${text}`,
    ja: `${name}への注記${author === null ? "" : `（${author}）`}：${text}`,
  };
}

/** What was said after the end of the window. */
export function laterText(at: EpochMs, { en, ja }: Both): Both {
  return { en: `${enQuantities.minute(at)} UTC. ${en}`, ja: `${jaQuantities.minute(at)} UTC。${ja}` };
}

/** That an outage goes on where its replay ends. */
export function openText(at: EpochMs): Both {
  return {
    en: `It is not over: the replay goes to ${enQuantities.minute(at)} UTC, the last instant that is known.`,
    ja: `この障害は継続中です。リプレイは、状態が分かっている最後の時刻、${jaQuantities.minute(at)} UTCまでです。`,
  };
}

/** That an outage went on beyond its window. */
export function clippedText(at: EpochMs): Both {
  return {
    en: `It went on after the end of this replay at ${enQuantities.minute(at)} UTC.`,
    ja: `この障害は、リプレイの終わる${jaQuantities.minute(at)} UTCより後も続きました。`,
  };
}

export const MADE_UP: Both = {
  en: "Part of a made-up history: none of this happened.",
  ja: "架空の履歴の一部です。実際に起きたことではありません。",
};
