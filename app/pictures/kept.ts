/**
 * Things that take long to make, by what they are made of: each is made once however many ask, and what was asked for longest
 * ago is forgotten when there are more than `most`. What failed is made anew when it is asked for again.
 */
export function keepMade<T>(most: number): (key: string, make: () => Promise<T>) => Promise<T> {
  // In the order of use: the first is the one asked for longest ago.
  const kept = new Map<string, Promise<T>>();
  return (key, make) => {
    const made = kept.get(key) ?? make();
    kept.delete(key);
    kept.set(key, made);
    made.catch(() => {
      if (kept.get(key) === made) kept.delete(key);
    });
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}
