/** What a page says of its own answer while it is being rendered. */
export interface Said {
  /** It is about something that does not exist: sent as 404, with all that the page says. */
  missing: boolean;
  /** It could not read what it is about: an older answer that could is better than this one. */
  unseen: boolean;
}

/**
 * The bundler gives pages a module graph of their own: the symbol is what they share with the door, which sets the answer
 * around each rendering (server/front/render.ts).
 */
const KEY = Symbol.for("faultline.said");
type Holder = { [KEY]?: () => Said | undefined };

/** Makes the door's answers those that pages speak of. */
export function publishAnswer(current: () => Said | undefined): void {
  (globalThis as Holder)[KEY] = current;
}

/** For a page or route: what it is about does not exist. The page still says so in full, and names what there is. */
export function answerMissing(): void {
  const said = (globalThis as Holder)[KEY]?.();
  if (said) said.missing = true;
}

/** For a page or route: its record does not answer. An answer of minutes ago is sent instead, with its age, if there is one. */
export function answerUnseen(): void {
  const said = (globalThis as Holder)[KEY]?.();
  if (said) said.unseen = true;
}
