import type { ReactNode } from "react";

/** Text to be copied: one click takes all of it. */
export function Snippet({
  name,
  note,
  text,
  children,
}: {
  name: string;
  note?: string;
  text: string;
  children?: ReactNode;
}) {
  return (
    <div className="max-w-[96ch] pb-3">
      <h3 className="flex gap-3 font-cond font-medium text-[13px]">
        {name}
        {children}
      </h3>
      {note !== undefined && <p className="text-[12.5px] text-ink-3">{note}</p>}
      <pre className="mt-1 select-all whitespace-pre-wrap border-rule-2 border-l-2 py-1 pl-3 font-mono text-[12.5px] [overflow-wrap:anywhere]">
        <code className="font-[inherit]">{text}</code>
      </pre>
    </div>
  );
}
