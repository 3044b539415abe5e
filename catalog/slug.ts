export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** What is wrong with a text that is no slug. */
export const NO_SLUG = "a slug is lower-case letters, digits and single hyphens, such as op-mainnet";

export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

/** `/badge/all.svg` and `/embed/strata` are of everything. */
export function isTaken(slug: string): boolean {
  return slug === "all" || slug === "strata";
}
