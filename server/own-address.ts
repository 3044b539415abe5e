import type { WebSettings } from "#server/settings.ts";

type Settings = Pick<WebSettings, "HOST" | "PORT" | "FAULTLINE_PROXIES">;

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/**
 * `http://127.0.0.1:3000`: where the site listens, as far as nobody finds it by another address. What listens to other
 * machines, or stands behind a proxy, has names that only its operator knows: null.
 */
export function ownAddressOf({ HOST: host, PORT: port, FAULTLINE_PROXIES: proxies }: Settings): string | null {
  if (proxies > 0 || port === 0 || !LOOPBACK.test(host)) return null;
  return new URL(`http://${host.includes(":") ? `[${host}]` : host}:${port}`).origin;
}
