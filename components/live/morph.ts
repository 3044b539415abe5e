import { isAtWorkIn } from "#components/live/hand.ts";

/**
 * Makes an element what another is, with as little as can be done: elements that stay keep their focus, their selection and
 * what a reader has unfolded. Elements with an id stay themselves wherever they move; others by their place and name.
 * Under `data-own` everything belongs to a script and stays. Where a reader is at work with pointer or focus inside of `data-steady`,
 * no element with an id comes, goes or moves: everything that is there is brought up to date, the rest waits for the next
 * time.
 */
export function morph(from: Element, to: Element, isHeldAbove = false): void {
  if (from.hasAttribute("data-own") || from.isEqualNode(to)) return;
  matchAttributes(from, to);
  const isHeld = isHeldAbove || (from.hasAttribute("data-steady") && isAtWorkIn(from));
  matchChildren(from, isHeld ? asTheyStand(from, to) : [...to.childNodes], isHeld);
}

/** Whether a reader, not the page, says what it is. */
function isReaders(element: Element, name: string): boolean {
  return name === "open" && (element.localName === "details" || element.localName === "dialog");
}

function matchAttributes(from: Element, to: Element): void {
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !isReaders(from, name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value && !isReaders(from, name)) from.setAttribute(name, value);
  }
}

/** What the newer one has in the order of what is there: those with an id as they are, where it has them no more. */
function asTheyStand(from: Element, to: Element): Node[] {
  const newer = new Map([...to.childNodes].filter(isNamed).map((child) => [child.id, child]));
  const others = [...to.childNodes].filter((child) => !isNamed(child) && !isOwn(child));
  const kept = [...from.childNodes].flatMap((child): Node[] => {
    if (isNamed(child)) return [newer.get(child.id) ?? child];
    return isOwn(child) ? [] : others.splice(0, 1);
  });
  return [...kept, ...others];
}

function isNamed(node: Node): node is Element {
  return node instanceof Element && node.id !== "";
}

function matchChildren(from: Element, children: readonly Node[], isHeld: boolean): void {
  const kept = new Map([...from.childNodes].filter(isNamed).map((child) => [child.id, child]));
  const wanted = new Set(children.filter(isNamed).map(({ id }) => id));
  let next = from.firstChild;
  for (const child of children) {
    // Those that go make room first, so that those that stay need not move.
    while (next && (isGoing(next, wanted) || (isOwn(next) && !isOwn(child)))) {
      next = isOwn(next) ? next.nextSibling : removed(next);
    }
    const match = matchOf(child, next, kept);
    if (match === null) {
      from.insertBefore(document.importNode(child, true), next);
      continue;
    }
    if (match === next) next = next.nextSibling;
    else from.insertBefore(match, next);
    if (match instanceof Element && child instanceof Element) morph(match, child, isHeld);
    else if (match.nodeValue !== child.nodeValue) match.nodeValue = child.nodeValue;
  }
  while (next) next = isOwn(next) ? next.nextSibling : removed(next);
}

/** It has an id that is not wanted any more. */
function isGoing(node: Node, wanted: ReadonlySet<string>): boolean {
  return isNamed(node) && !wanted.has(node.id) && !isOwn(node);
}

function isOwn(node: Node): boolean {
  return node instanceof Element && node.hasAttribute("data-own");
}

function removed(node: ChildNode): ChildNode | null {
  const { nextSibling } = node;
  node.remove();
  return nextSibling;
}

/** The node that becomes this one: the one of its id, else the one in its place, if it is of its kind and nobody else's. */
function matchOf(child: Node, next: Node | null, kept: ReadonlyMap<string, Element>): Node | null {
  if (isNamed(child)) return kept.get(child.id) ?? null;
  if (next === null || next.nodeType !== child.nodeType || next.nodeName !== child.nodeName) return null;
  return isNamed(next) ? null : next;
}
