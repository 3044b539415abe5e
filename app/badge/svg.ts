import { makeBadge } from "badge-maker";
import { type Badge, type DressedBadge, dressBadge } from "#domain/publish/badge.ts";
import type { BadgeQuery, BadgeStyle } from "#domain/publish/badge-query.ts";

/**
 * Each theme has its own ids: in one document the gradients of both stand side by side. Without a label the label's colour
 * would be a stump of it.
 */
function drawn({ label, message, color, labelColor }: DressedBadge, style: BadgeStyle, idSuffix: string): string {
  return makeBadge({ label, message, color, style, idSuffix, ...(label === "" ? {} : { labelColor }) });
}

/** The one of two drawings that the reader's browser has asked for, by its own colours and not by those of the page. */
const CHOICE = ".d{display:none}@media(prefers-color-scheme:dark){.l{display:none}.d{display:inline}}";
const SIZE = /^<svg [^>]*?\bwidth="([\d.]+)" height="([\d.]+)"/;

/** A badge as an SVG of its own: no script, no font, no link, nothing that is loaded. */
export function badgeSvg(badge: Badge, query: BadgeQuery): string {
  const { style, theme } = query;
  if (theme !== "auto") return drawn(dressBadge(badge, query, theme), style, "");
  const [light, dark] = (["light", "dark"] as const).map((one) => drawn(dressBadge(badge, query, one), style, one));
  const [, width, height] = SIZE.exec(light ?? "") ?? [];
  if (light === undefined || dark === undefined || width === undefined) throw new Error("a badge without a size");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
    `<style>${CHOICE}</style><g class="l">${light}</g><g class="d">${dark}</g></svg>`,
  ].join("");
}
