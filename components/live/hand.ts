/** A hand that has not moved for so long is at work no more: a mouse is left wherever it lies. */
const REST_MS = 30_000;

let movedAt = performance.now();
for (const kind of ["pointermove", "pointerdown", "keydown", "focusin"] as const) {
  addEventListener(
    kind,
    () => {
      movedAt = performance.now();
    },
    { capture: true, passive: true },
  );
}

/** Whether a reader points into an element, or has the focus there, and has done something lately. */
export function isAtWorkIn(element: Element): boolean {
  if (performance.now() - movedAt > REST_MS) return false;
  // A finger that has tapped is gone, though it leaves its hover.
  const canHover = matchMedia("(hover: hover)").matches;
  return (canHover && element.matches(":hover")) || element.contains(document.activeElement);
}
