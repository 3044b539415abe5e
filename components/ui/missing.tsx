import type { ReactNode } from "react";

interface Props {
  readonly heading: string;
  readonly text: string;
  /** Where all that there is stands, and what it is called. */
  readonly href: string;
  readonly all: string;
  /** What may have been meant. */
  readonly children?: ReactNode;
}

/** There is nothing of the name that was asked for: what this place is about, and the way to what there is. */
export function Missing({ heading, text, href, all, children }: Props) {
  return (
    <>
      <h1 className="pt-8">{heading}</h1>
      <p className="mt-3 text-[14.5px] text-ink-2">{text}</p>
      {children}
      <p className="mt-2 pb-8 text-[14.5px]">
        <a href={href}>{all}</a>
      </p>
    </>
  );
}
