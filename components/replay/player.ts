import { type ReplayQuery, replayAddress } from "#components/replay/address.ts";
import { minuteAt, moveOf, playedTo } from "#components/replay/moves.ts";
import { SPEED } from "#components/replay/speeds.ts";
import { createStage, type PlayerData } from "#components/replay/stage.ts";
import { snapInstant, stopsOf } from "#domain/replay/frame.ts";
import type { EpochMs } from "#domain/time.ts";

/** Who has asked for less motion sees entry after entry, each so long. */
const ENTRY_MS = 2_500;
/** The address is not written more often than this while somebody scrubs. */
const ADDRESS_MS = 300;

/** Takes over the links of a replay's page: everything that it shows follows from the data in the page and an instant. */
export function createPlayer(root: HTMLElement): void {
  const json = root.querySelector("script[data-replay]")?.textContent;
  if (!json) return;
  const data = JSON.parse(json) as PlayerData;
  const { replay } = data;
  const stage = createStage(root, data);
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)");
  let at = data.at;
  let speed = SPEED;
  let playing: number | null = null;
  let written: number | undefined;

  const address = (isThen = data.isThen) =>
    addressOf({ at: snapInstant(at, replay.window), isThen }, speed, stage.selected());
  /** Where one can turn to from here takes along where one is. */
  const lead = () => {
    for (const link of root.querySelectorAll<HTMLAnchorElement>("a[data-as]")) {
      link.search = address(link.dataset.as === "then");
    }
    for (const link of document.querySelectorAll<HTMLAnchorElement>("header a[hreflang]")) link.search = address();
  };
  const write = () => {
    lead();
    clearTimeout(written);
    written = window.setTimeout(() => history.replaceState(null, "", address()), ADDRESS_MS);
  };
  const seek = (to: EpochMs) => {
    at = snapInstant(to, replay.window);
    stage.show(at);
    write();
  };
  const pause = () => {
    if (playing === null) return;
    cancelAnimationFrame(playing);
    playing = null;
    stage.playing(false);
    seek(at);
  };
  const play = () => {
    if (playing !== null) return;
    if (at >= replay.window.to) at = replay.window.from;
    stage.playing(true);
    let before: number | null = null;
    let waitedMs = 0;
    const step = (now: number) => {
      const elapsedMs = before === null ? 0 : Math.min(now - before, 250);
      before = now;
      if (isCalm.matches) {
        waitedMs += elapsedMs;
        if (waitedMs >= ENTRY_MS) {
          waitedMs = 0;
          at = stopsOf(replay).find((stop) => stop > at) ?? replay.window.to;
        }
      } else at = playedTo(at, elapsedMs, speed, replay.window);
      if (stage.show(at)) lead();
      if (at >= replay.window.to) pause();
      else playing = requestAnimationFrame(step);
    };
    playing = requestAnimationFrame(step);
  };
  const toggle = () => (playing === null ? play() : pause());

  root.addEventListener("click", (event) => {
    // Who wants it in another tab or window, or wants to keep it, has asked the browser and not the player.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    const entry = target?.closest<HTMLElement>("[data-seek]");
    const action = target?.closest<HTMLElement>("[data-do]")?.dataset.do;
    const faster = target?.closest<HTMLElement>("[data-speed]")?.dataset.speed;
    const keys = { back: "ArrowLeft", forward: "ArrowRight", previous: ",", next: "." } as const;
    if (entry?.dataset.seek) seek(Number(entry.dataset.seek));
    else if (action === "play") return toggle();
    else if (action === "share") return void share();
    else if (action !== undefined && action in keys) {
      const move = moveOf(keys[action as keyof typeof keys], at, replay);
      if (move?.kind === "seek") seek(move.at);
    } else if (faster !== undefined) {
      speed = Number(faster);
      stage.speed(speed);
      return write();
    } else return;
    event.preventDefault();
  });
  const share = async () => {
    try {
      await navigator.clipboard.writeText(new URL(address(), location.href).href);
      stage.shared("done");
    } catch {
      // A browser may refuse; the address is there to be copied by hand.
      history.replaceState(null, "", address());
      stage.shared("refused");
    }
  };
  stage.onScrub((part) => seek(minuteAt(part, replay.window)));
  stage.onPick(seek);
  // Of the player alone: elsewhere on the page the same keys scroll, and a single character does nothing (WCAG 2.1.4).
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !isOurs(event.target, event.key)) return;
    const move = moveOf(event.key, at, replay);
    if (move === null) return;
    if (move.kind === "seek") seek(move.at);
    else if (move.kind === "toggle") toggle();
    else if (!stage.row(move)) return;
    event.preventDefault();
    write();
  });

  const asked = new URLSearchParams(location.search);
  const wanted = Number(asked.get("speed"));
  if (stage.speed(wanted)) speed = wanted;
  stage.select((asked.get("sel") ?? "").split(",").filter(Boolean));
  stage.ready();
  stage.show(at);
  lead();
}

/** The address of what is seen: the instant that the server can make a page of, and what only the player reads. */
function addressOf(query: ReplayQuery, speed: number, selected: readonly string[]): string {
  const own = new URLSearchParams();
  if (speed !== SPEED) own.set("speed", String(speed));
  if (selected.length > 0) own.set("sel", selected.join(","));
  const more = own.size === 0 ? "" : `&${own.toString().replaceAll("%2C", ",").replaceAll("%2F", "/")}`;
  return replayAddress("", query) + more;
}

/** Whether a key is for the player: not while somebody writes, and not what a link or button does by itself. */
function isOurs(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element) || target.closest("input, textarea, select, [contenteditable]")) return false;
  if ((key === " " || key === "Enter") && target.closest("a, button, summary")) return false;
  return !(target.closest("[data-list]") && /^(?:Arrow|Page|Home|End)/.test(key));
}
