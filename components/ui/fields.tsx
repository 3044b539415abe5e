import type { ReactNode } from "react";

export const FIELD = "h-8 min-w-0 max-w-full rounded-btn border border-ink-3 bg-paper px-2 text-[14px] text-ink";
export const BUTTON = "h-8 rounded-btn border border-ink px-3 font-cond font-medium text-[13px]";

export function Field({
  name,
  label,
  note,
  children,
}: {
  readonly name: string;
  readonly label: string;
  /** Below it, under the id `{name}-note`; none when absent. */
  readonly note?: string;
  readonly children: ReactNode;
}) {
  return (
    <p className="flex min-w-0 flex-col gap-1">
      <label htmlFor={name} className="font-semibold text-[14px]">
        {label}
      </label>
      {children}
      {note !== undefined && (
        <span id={`${name}-note`} className="font-cond text-[13px] text-ink-3">
          {note}
        </span>
      )}
    </p>
  );
}

export function Select({
  name,
  label,
  value,
  options,
}: {
  readonly name: string;
  readonly label: string;
  /** What is chosen; the first of them when absent. */
  readonly value?: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}) {
  return (
    <Field name={name} label={label}>
      <select id={name} name={name} key={value} defaultValue={value} className={FIELD}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

export function Text({
  name,
  label,
  note,
  type = "text",
  longest,
}: {
  readonly name: string;
  readonly label: string;
  readonly note: string;
  readonly type?: "text" | "url";
  readonly longest: number;
}) {
  return (
    <Field name={name} label={label} note={note}>
      <input
        id={name}
        name={name}
        type={type}
        maxLength={longest}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${name}-note`}
        className={FIELD}
      />
    </Field>
  );
}

export function Tick({
  name,
  value,
  label,
}: {
  readonly name: string;
  readonly value: string;
  readonly label: string;
}) {
  return (
    <label className="flex min-h-6 items-center gap-2 text-[14px]">
      <input type="checkbox" name={name} value={value} className="size-4" />
      {label}
    </label>
  );
}
