/**
 * What a chart is made of, beside it in the page, as a script of the browser reads it. It is no script: nothing runs it. `<`
 * is escaped, so that no text in it can end the element.
 */
export function Data({ value }: { value: unknown }) {
  return (
    <script
      type="application/json"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON, in which nothing can end the element
      dangerouslySetInnerHTML={{ __html: JSON.stringify(value).replaceAll("<", "\\u003c") }}
    />
  );
}
