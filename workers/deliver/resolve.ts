import { askResolver } from "#workers/probe/network.ts";

interface ResolverSettings {
  /** Comma-separated resolvers instead of the system's. */
  readonly dns?: string | undefined;
}

/** Every address of a name, IPv4 first. Names of this machine's own files are not asked: they are nobody else's. */
export function createResolve({ dns }: ResolverSettings) {
  const settings = { servers: dns?.split(",").map((server) => server.trim()) };
  return async (host: string, signal: AbortSignal): Promise<string[]> => {
    const answers = await Promise.allSettled([
      askResolver(settings, signal, (resolver) => resolver.resolve4(host)),
      askResolver(settings, signal, (resolver) => resolver.resolve6(host)),
    ]);
    const found = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    const [first] = answers;
    if (found.length === 0 && first.status === "rejected") throw first.reason;
    return found;
  };
}
