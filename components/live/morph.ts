/**
 * Makes an element what another is, with as little as can be done: elements that stay keep their focus, their selection and
 * what a reader has unfolded. Elements with an id stay themselves wherever they move; others by their place and name.
 * Under `data-own` everything belongs to a script and stays. Where the pointer or the focus is inside of `data-steady`,
 * nothing comes, goes or moves: what is there is brought up to date, the rest waits for the next time.
 */
export function morph(from: Element, to: Element): void {
  if (from.hasAttribute("data-own") || from.isEqualNode(to)) return;
  matchAttributes(from, to);
  if (from.hasAttribute("data-steady") && isHeld(from)) updateKept(from, to);
  else matchChildren(from, to);
}

function isHeld(element: Element): boolean {
  return element.matches(":hover") || element.contains(document.activeElement);
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

/** Elements with an id that are in both, each where it is. What stands inside of one of them it brings along itself. */
function updateKept(from: Element, to: Element): void {
  const done = new Set<Element>();
  for (const element of from.querySelectorAll("[id]")) {
    const newer = to.querySelector(`#${CSS.escape(element.id)}`);
    if (newer === null || [...done].some((outer) => outer.contains(element))) continue;
    done.add(element);
    morph(element, newer);
  }
}

function matchChildren(from: Element, to: Element): void {
  const kept = new Map<string, Element>();
  const wanted = new Set<string>();
  for (const child of from.children) if (child.id) kept.set(child.id, child);
  for (const child of to.children) if (child.id) wanted.add(child.id);
  let next = from.firstChild;
  for (const child of [...to.childNodes]) {
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
    if (match instanceof Element && child instanceof Element) morph(match, child);
    else if (match.nodeValue !== child.nodeValue) match.nodeValue = child.nodeValue;
  }
  while (next) next = isOwn(next) ? next.nextSibling : removed(next);
}

/** It has an id that is not wanted any more. */
function isGoing(node: Node, wanted: ReadonlySet<string>): boolean {
  return node instanceof Element && node.id !== "" && !wanted.has(node.id) && !isOwn(node);
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
  if (child instanceof Element && child.id !== "") return kept.get(child.id) ?? null;
  if (next === null || next.nodeType !== child.nodeType || next.nodeName !== child.nodeName) return null;
  return next instanceof Element && next.id !== "" ? null : next;
}
