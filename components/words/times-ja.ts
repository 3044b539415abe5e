import type { TimesWords } from "#components/words/times-en.ts";

export const times: TimesWords = {
  label: (zone) => `時刻：${zone}`,
  local: (zone) => `時刻をお使いの端末のタイムゾーン（${zone}）で表示しています。`,
  utc: "時刻をUTCで表示しています。",
};
