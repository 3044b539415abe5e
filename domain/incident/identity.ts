/** FNV-1a over UTF-16 units with a seed, finished by murmur3's mixer: well spread 32 bits, the same everywhere. */
function hash32(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * A public id of 12 letters and digits that depends on nothing but what it names, so that a judge who tries a transaction
 * again makes the same incident, not another. 62 bits: among a million incidents a collision has odds of one in ten million.
 */
export function stableId(...parts: readonly (string | number)[]): string {
  const text = parts.join(" ");
  const digits = (seed: number) => hash32(text, seed).toString(36).padStart(7, "0").slice(-6);
  return digits(0x5eed) + digits(0xfa17);
}
