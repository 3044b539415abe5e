import { across, isTickShown, panOf } from "#components/replay/drawing.ts";
import type { Move } from "#components/replay/moves.ts";
import { makeTimeSlider, readScrub } from "#components/replay/slider.ts";
import { createTeller } from "#components/replay/teller.ts";
import { clockOf } from "#components/replay/text.ts";
import { replay as en } from "#components/words/replay-en.ts";
import { replay as ja } from "#components/words/replay-ja.ts";
import { type Frame, frameAt, snapInstant } from "#domain/replay/frame.ts";
import type { Replay } from "#domain/replay/replay.ts";
import { replayVerdict } from "#domain/replay/verdict.ts";
import type { Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";

/** What stands in the page for the player. */
export interface PlayerData {
  readonly replay: Replay;
  readonly at: EpochMs;
  readonly isThen: boolean;
  readonly looks: Readonly<
    Record<Status, { readonly glyph: string; readonly className: string; readonly word: string }>
  >;
}

/** The page as the player moves it. Between two minutes only the playhead moves. */
export function createStage(root: HTMLElement, { replay, looks }: PlayerData) {
  const { lang } = document.documentElement;
  const words = lang === "ja" ? ja : en;
  const all = <T extends Element>(selector: string) => [...root.querySelectorAll<T>(selector)];
  const one = <T extends Element>(selector: string) => root.querySelector<T>(selector);
  const pans = all("[data-pan]");
  const heads = all("[data-head]");
  const ticks = all<SVGElement>("[data-tick]");
  const [overHead, brush] = [one("[data-over-head]"), one("[data-brush]")];
  const clocks = all<HTMLElement>("[data-clock]");
  const date = one<HTMLElement>("[data-date]");
  const verdict = document.querySelector<HTMLElement>("[data-verdict]");
  const rows = all<HTMLElement>("[data-row]");
  const entries = all<HTMLElement>("[data-entry]");
  const list = one<HTMLElement>("[data-list]");
  const status = document.createElement("p");
  const teller = createTeller((sentence) => {
    status.textContent = sentence;
  });
  const slider = makeTimeSlider(one<HTMLElement>(".body"), words.player.plot, replay.window);
  let shown: Frame | null = null;
  let isPlaying = false;
  let chosen: number | null = null;
  const kept = new Set<string>();

  status.setAttribute("role", "status");
  status.className = "sr-only";
  root.append(status);

  const setAll = (elements: readonly Element[], name: string, value: string) => {
    for (const element of elements) element.setAttribute(name, value);
  };
  const tell = (frame: Frame) => {
    const clock = clockOf(frame.at);
    for (const element of clocks) element.textContent = clock;
    const failing = frame.failing.cloud.length + frame.failing.access.length + frame.failing.chain.length;
    const day = words.date(frame.at);
    slider.tell(frame.at, words.player.value(`${day} ${clock}`, failing));
    if (date !== null) date.textContent = `UTC${lang === "ja" ? "、" : ", "}${day}`;
    for (const row of rows) state(row, frame.states.get(row.id)?.status ?? "unknown");
    const told = replayVerdict(replay, frame);
    const sentence = words.verdict(told);
    if (verdict !== null) verdict.textContent = sentence;
    // The minutes count on; what is worth hearing is what comes after them.
    teller.say(sentence, words.verdict({ ...told, elapsedMs: 0 }));
  };
  const state = (row: HTMLElement, now: Status) => {
    const mark = row.querySelector<HTMLElement>("[data-state]");
    if (mark === null || mark.dataset.state === now) return;
    mark.dataset.state = now;
    mark.className = looks[now].className;
    mark.querySelector("use")?.setAttribute("href", looks[now].glyph);
    const word = mark.querySelector(".sr-only");
    if (word !== null) word.textContent = looks[now].word;
  };
  const follow = (frame: Frame) => {
    const current = new Set(frame.current);
    let here: HTMLElement | null = null;
    for (const entry of entries) {
      const isCurrent = current.has(entry.id.slice("entry-".length));
      if (isCurrent) here = entry;
      entry.classList.toggle("cur", isCurrent);
      entry.classList.toggle("fut", Number(entry.dataset.entry) > frame.at);
      if (isCurrent) entry.setAttribute("aria-current", "step");
      else entry.removeAttribute("aria-current");
    }
    // Who reads in the list is not moved away from what he reads.
    if (here !== null && list !== null && (isPlaying || !list.matches(":hover, :focus-within"))) {
      list.scrollTop = here.offsetTop - list.offsetTop - list.clientHeight / 3;
    }
  };
  const turn = (frame: Frame) => {
    const pan = panOf(replay.window, frame.shown);
    setAll(pans, "x", pan.x);
    for (const tick of ticks) {
      tick.setAttribute("visibility", isTickShown(Number(tick.dataset.tick), frame.shown) ? "visible" : "hidden");
    }
    const to = Math.min(frame.shown.to, replay.window.to);
    brush?.setAttribute("x", across(frame.shown.from, replay.window));
    brush?.setAttribute("width", across(replay.window.from + to - frame.shown.from, replay.window));
  };
  const mark = () => {
    for (const [index, row] of rows.entries()) {
      row.toggleAttribute("data-at", index === chosen);
      row.classList.toggle("kept", kept.has(row.id));
    }
    for (const entry of entries) {
      entry.classList.toggle("aside", kept.size > 0 && !kept.has(entry.dataset.of ?? ""));
    }
  };

  return {
    /** Shows an instant, which may lie between two minutes. @returns whether it is of another minute than the last */
    show(at: EpochMs): boolean {
      const minute = snapInstant(at, replay.window);
      const frame = shown?.at === minute ? shown : frameAt(replay, minute);
      if (shown === null || shown.shown.from !== frame.shown.from) turn(frame);
      setAll(heads, "x", across(at, frame.shown));
      overHead?.setAttribute("x", across(at, replay.window));
      if (shown === frame) return false;
      const hasPassed = shown === null || shown.passed !== frame.passed || shown.current[0] !== frame.current[0];
      shown = frame;
      tell(frame);
      if (hasPassed) follow(frame);
      return true;
    },
    playing(now: boolean) {
      isPlaying = now;
      const button = one<HTMLElement>('[data-do="play"]');
      const text = button?.querySelector("span");
      if (button && text) {
        text.textContent = now ? (button.dataset.pause ?? "") : words.player.play;
        button.querySelector("path")?.setAttribute("d", now ? "M4 2v10M10 2v10" : "M3.5 1.5v11l9-5.5z");
      }
    },
    /** Whether there is such a speed. */
    speed(factor: number): boolean {
      const buttons = all<HTMLElement>("[data-speed]");
      if (!buttons.some((button) => button.dataset.speed === String(factor))) return false;
      for (const button of buttons)
        button.setAttribute("aria-pressed", String(button.dataset.speed === String(factor)));
      return true;
    },
    /** What became of copying the address. */
    shared(how: "done" | "refused") {
      const button = one<HTMLElement>('[data-do="share"]');
      const told = button?.dataset[how] ?? "";
      status.textContent = told;
      if (button) button.textContent = told;
    },
    /** What works with a script alone is there now. */
    ready() {
      for (const element of all<HTMLElement>("[data-do][hidden], [data-speed][hidden]")) {
        // Only a page that came over https, or from this machine, may write to the clipboard.
        element.hidden = element.dataset.do === "share" && navigator.clipboard === undefined;
      }
      root.setAttribute("data-ready", "");
    },
    /** Moves to another row, keeps the one that it is at, or lets all go. False when there was nothing to do. */
    row(move: Exclude<Move, { kind: "seek" | "toggle" }>): boolean {
      if (move.kind === "row") {
        chosen = chosen === null ? (move.by > 0 ? 0 : rows.length - 1) : (chosen + move.by + rows.length) % rows.length;
        const row = rows[chosen];
        if (row) slider.name(`${words.player.plot}, ${row.querySelector(".name")?.textContent ?? ""}`);
      } else if (move.kind === "select") {
        const row = chosen === null ? undefined : rows[chosen];
        if (row === undefined) return false;
        if (!kept.delete(row.id)) kept.add(row.id);
      } else {
        if (chosen === null && kept.size === 0) return false;
        chosen = null;
        kept.clear();
        slider.name(words.player.plot);
      }
      mark();
      return true;
    },
    /** @param ids of rows; one without its stratum, as addresses had them once, is of every stratum's */
    select(ids: readonly string[]) {
      for (const { id } of rows) if (ids.includes(id) || ids.includes(id.slice(id.indexOf("/") + 1))) kept.add(id);
      mark();
    },
    /** Ids of the rows that are kept. */
    selected: () => [...kept],
    onScrub(seek: (share: number) => void) {
      const overview = one<SVGElement>("[data-over]");
      if (overview !== null) readScrub(overview, seek);
    },
    /** Calls with the instant that was pointed at in the picture. */
    onPick(seek: (at: EpochMs) => void) {
      const plot = one<HTMLElement>(".body > .ov");
      const body = one<HTMLElement>(".body");
      if (plot === null || body === null) return;
      readScrub(body, (share) => shown && seek(shown.shown.from + share * (shown.shown.to - shown.shown.from)), plot);
    },
  };
}
