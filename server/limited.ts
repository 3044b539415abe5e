type Read = (...args: unknown[]) => Promise<unknown>;

/**
 * The same reader, none of whose answers is waited for longer than `limitMs`: a page that waits for a database which does
 * not answer would keep its place from pages that need none. What goes wrong is told to `onError`, and to who asked.
 */
export function limited<T extends object>(
  reader: T,
  limitMs: () => number,
  onError: (error: unknown) => void = () => {},
): T {
  const methods = Object.entries(reader).map(([name, read]) => [
    name,
    (...args: unknown[]) =>
      within(Reflect.apply(read as Read, reader, args), limitMs()).catch((error: unknown) => {
        onError(error);
        throw error;
      }),
  ]);
  return Object.fromEntries(methods) as T;
}

async function within<T>(reading: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the database did not answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
    reading.catch(() => {});
  }
}
