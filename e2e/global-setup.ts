import { startProduct } from "./product.ts";

/** One product for all browser tests; they take turns. */
export default async function setup(): Promise<() => Promise<void>> {
  const product = await startProduct();
  process.env.E2E_URL = product.url;
  process.env.E2E_HOME = product.home;
  return () => product.stop();
}
