/** Values by key, keys and values in their order. Map.groupBy is not in Node 20. */
export function groupedBy<T, K>(values: Iterable<T>, keyOf: (value: T) => K): Map<K, T[]>;
/** The same of what is taken from each value. */
export function groupedBy<T, K, V>(values: Iterable<T>, keyOf: (value: T) => K, of: (value: T) => V): Map<K, V[]>;
export function groupedBy<T, K>(
  values: Iterable<T>,
  keyOf: (value: T) => K,
  of: (value: T) => unknown = (value) => value,
): Map<K, unknown[]> {
  const groups = new Map<K, unknown[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [of(value)]);
    else group.push(of(value));
  }
  return groups;
}
