/** Lines of one kind are no closer than this: what anybody can cause again and again must not fill a disk. */
const EVERY_MS = 1_000;

/** Tells of the first at once, and after a second of how many followed, with the last of them. */
export function sparingly<Details extends unknown[]>(
  tell: (what: string, ...details: Details) => void,
): (what: string, ...details: Details) => void {
  let pause: NodeJS.Timeout | undefined;
  let more = 0;
  let last: () => void = () => {};
  const rest = () => {
    pause = undefined;
    if (more === 0) return;
    last();
    more = 0;
    wait();
  };
  const wait = () => {
    pause = setTimeout(rest, EVERY_MS).unref();
  };
  return (what, ...details) => {
    if (pause === undefined) {
      wait();
      return tell(what, ...details);
    }
    more += 1;
    last = () => tell(more === 1 ? what : `${more} times within a second, at last: ${what}`, ...details);
  };
}
