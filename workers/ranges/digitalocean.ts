import { geofeedParser } from "#workers/ranges/geofeed.ts";

/** DigitalOcean: https://digitalocean.com/geo/google.csv */
export const parse = geofeedParser("digitalocean");
