import { notFound } from "next/navigation";

/** Every path that no page has: it gives the 404 page its language. */
export default function Page(): never {
  notFound();
}
