import type { Memory } from "#workers/probe/probe.ts";

/** A memory of at most `capacity` values. When it is full the one set longest ago is forgotten. */
export function createMemory(capacity = 10_000): Memory {
  const held = new Map<string, { readonly value: number; readonly since: number }>();
  return {
    get: (key) => held.get(key),
    set: (key, value, at) => {
      held.delete(key);
      if (held.size >= capacity) {
        const oldest = held.keys().next();
        if (!oldest.done) held.delete(oldest.value);
      }
      held.set(key, { value, since: at });
    },
  };
}

/** The part of a memory that belongs to one check. */
export function memoryOf(memory: Memory, checkId: string): Memory {
  return {
    get: (key) => memory.get(`${checkId} ${key}`),
    set: (key, value, at) => memory.set(`${checkId} ${key}`, value, at),
  };
}
