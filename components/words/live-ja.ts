import type { LiveWords } from "#components/words/live-en.ts";

export const live: LiveWords = {
  older: (at) => `表示しているのは${at}時点の状態です。現在、これより新しい状態を取得できません。`,
  lost: (since, at) => `${since}から接続が切れています。表示しているのは${at}時点の状態です。`,
};
