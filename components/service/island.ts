import { isFound } from "#components/service/find.ts";
import { island, onRefresh } from "#components/ui/islands.ts";

/** Whether somebody is writing somewhere else. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** Hides what is not looked for. @returns how many rows are left */
function narrow(text: string): number {
  let shown = 0;
  for (const group of document.querySelectorAll<HTMLElement>("[data-group]")) {
    let own = 0;
    for (const row of group.querySelectorAll<HTMLElement>("[data-find]")) {
      row.hidden = !isFound(row.dataset.find ?? "", text);
      if (!row.hidden) own += 1;
    }
    group.hidden = own === 0;
    shown += own;
  }
  return shown;
}

/** The form that finds services: `/` leads to it, and what is typed narrows the list that is there. */
island("service", (form) => {
  const input = form.querySelector<HTMLInputElement>('input[name="q"]');
  const found = form.querySelector<HTMLElement>("[data-found]");
  if (input === null) return;
  let typed = false;
  const update = () => {
    if (!typed) return;
    const shown = narrow(input.value);
    if (found !== null) found.textContent = (found.dataset.found ?? "").replace("{n}", String(shown));
  };
  input.addEventListener("input", () => {
    typed = true;
    update();
  });
  onRefresh(update);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    event.preventDefault();
    input.focus();
  });
});
