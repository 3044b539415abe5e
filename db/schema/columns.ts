import { bigint, timestamp } from "drizzle-orm/pg-core";

/** An instant, read as a Date. */
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** The id of a row of another table. */
export const ref = (name: string) => bigint(name, { mode: "number" }).notNull();

/** A row's own id, given by the database. */
export const id = () => bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity();
