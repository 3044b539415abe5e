/** A rectangle on the page, in CSS pixels from its top left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Two words may come this near before a reader calls it a collision. */
const SLACK_PX = 1.5;
/** Of a line's height, what its letters leave free above and below: lines of one text come nearer than their boxes. */
const FREE = 0.22;

/** What two boxes have in common; null for nothing that can be seen. */
export function common(a: Box, b: Box): Box | null {
  const box = {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
  return box.right - box.left > SLACK_PX && box.bottom - box.top > SLACK_PX ? box : null;
}

/** Where the letters of a line stand. */
export function lettersOf({ left, top, right, bottom }: Box): Box {
  const free = (bottom - top) * FREE;
  return { left, right, top: top + free, bottom: bottom - free };
}

/** Pairs of boxes of different owners that lie over each other. Lines are swept from top to bottom. */
export function collisions<Owner>(items: readonly { readonly owner: Owner; readonly box: Box }[]): [Owner, Owner][] {
  const found: [Owner, Owner][] = [];
  let open: (typeof items)[number][] = [];
  for (const item of [...items].sort((a, b) => a.box.top - b.box.top)) {
    open = open.filter(({ box }) => box.bottom > item.box.top);
    for (const other of open)
      if (other.owner !== item.owner && common(other.box, item.box) !== null) found.push([other.owner, item.owner]);
    open.push(item);
  }
  return found;
}
