/** Two or three digits: no figure here bears more. */
export function figureText(value: number): string {
  return value < 1 ? value.toFixed(3) : value.toFixed(1);
}

/** A share to a whole percent; one that is not nothing is never written as 0, and one that is not all never as 100. */
export function percentText(share: number): string {
  if (share > 0 && share < 0.005) return "<1%";
  if (share < 1 && share > 0.995) return ">99%";
  return `${Math.round(share * 100)}%`;
}

/** A share of the services as a number of them, to one place where it is small. */
export function inServices(share: number | null, total: number): string {
  if (share === null) return "–";
  const services = share * total;
  return services < 10 ? String(Math.round(services * 10) / 10) : String(Math.round(services));
}

/** A belief has no decimals. What is not certain is never written as 100. */
export function beliefText(share: number): string {
  return share > 0.99 && share < 1 ? ">99%" : `${Math.round(share * 100)}%`;
}

/** The same for a sentence: to a whole one. Null where it is less than half of one. */
export function wholeServices(share: number | null, total: number): string | null {
  const services = Math.round((share ?? 0) * total);
  return services === 0 ? null : String(services);
}
