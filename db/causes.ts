/** An error and what caused it, outermost first: drizzle wraps those of the client. */
export function* causesOf(error: unknown): Generator<Error> {
  for (let current = error; current instanceof Error; current = current.cause) yield current;
}
