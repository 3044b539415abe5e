import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/**
 * Who asks, as far as it is fair to tell people apart: an IPv4 address, or the /64 that a line of IPv6 is given.
 * @param proxies how many proxies of ours stand before us, each of which adds the address it was asked from to
 *   `X-Forwarded-For`. What stands further left anybody may have written.
 */
export function clientOf(request: IncomingMessage, proxies: number): string {
  const direct = request.socket.remoteAddress ?? "";
  if (proxies === 0) return network(direct);
  const forwarded = [request.headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
  const told = forwarded.at(-proxies)?.trim() ?? "";
  return network(isIP(told) === 0 ? direct : told);
}

function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIP(address) !== 6) return address;
  const [left = "", right] = (address.split("%", 1)[0] ?? "").split("::");
  const head = groups(left);
  const tail = right === undefined ? [] : groups(right);
  const whole = [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0"), ...tail];
  return `${whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

const groups = (text: string) => (text === "" ? [] : text.split(":"));
