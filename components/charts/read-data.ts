/** The data that stands in an element (data.tsx), as text and as what it says; null without any. */
export function readData<T>(element: Element): { readonly text: string; readonly value: T } | null {
  const text = element.querySelector(':scope > script[type="application/json"]')?.textContent ?? "";
  return text === "" ? null : { text, value: JSON.parse(text) as T };
}
