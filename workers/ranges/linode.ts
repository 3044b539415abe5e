import { geofeedParser } from "#workers/ranges/geofeed.ts";

/** Linode (Akamai): https://geoip.linode.com/ */
export const parse = geofeedParser("linode");
