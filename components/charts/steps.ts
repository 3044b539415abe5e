/** Where a key leads to on an axis of so many places; null for one that leads nowhere. */
export function stepTo(key: string, from: number, count: number, page: number): number | null {
  const to = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    PageUp: from - page,
    PageDown: from + page,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to));
}

/** The place on an axis that lies under the pointer. */
export function placeAt(x: number, { left, width }: Pick<DOMRect, "left" | "width">, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(((x - left) / width) * count)));
}
