/**
 * Calls with each tap of a finger or pen. The click itself does not tell it everywhere: Safari before 18.2 does not say what
 * clicked, and before 18.4 calls a finger a mouse. What was put down before it does.
 */
export function onTap(element: HTMLElement, call: (event: MouseEvent) => void): void {
  let isTouched = false;
  element.addEventListener("pointerdown", ({ pointerType }) => {
    isTouched = pointerType !== "mouse";
  });
  element.addEventListener("click", (event) => {
    if (isTouched) call(event);
  });
}
