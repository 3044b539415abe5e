import type { ReactNode } from "react";

/** A section under its heading, as every page has them. */
export function Section({ id, heading, children }: { id: string; heading: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="mt-7">
      <h2 id={id} className="mb-1.5 border-ink border-t-2 pt-2">
        {heading}
      </h2>
      {children}
    </section>
  );
}
