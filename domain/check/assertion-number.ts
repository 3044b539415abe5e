/** How numbers stand in answers: as JSON numbers, inside strings, and as 0x quantities. */

const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?\s*$/;
const QUANTITY = /^0x[0-9a-f]{1,64}$/i;

/** A finite number, or a decimal number inside a string. Beyond 2^53 the nearest double: enough to compare and to date. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || value.length > 100 || !DECIMAL.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A 0x quantity as Ethereum's JSON-RPC writes it. */
export function hexOf(value: unknown): number | undefined {
  return typeof value === "string" && QUANTITY.test(value) ? Number(BigInt(value)) : undefined;
}

/** A count in either spelling: heads are hex on EVM chains and decimal elsewhere. */
export function countOf(value: unknown): number | undefined {
  return hexOf(value) ?? numberOf(value);
}
