import { bigint, boolean, index, integer, jsonb, pgTable, real, text, unique } from "drizzle-orm/pg-core";
import { at, id } from "#db/schema/columns.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";

/**
 * The catalog as the database knows it: a mirror of `catalog/`, so that measurements have stable numeric keys. Slugs are
 * public and permanent; what leaves the catalog gets `withdrawn_at` and is never deleted.
 */

export const service = pgTable("service", {
  id: id(),
  slug: text("slug").notNull().unique(),
  name: text("name").notNull(),
  kind: text("kind").notNull(),
  lifecycle: text("lifecycle").notNull(),
  position: integer("position").notNull(),
  spec: jsonb("spec").$type<Omit<ServiceSpec, "components">>().notNull(),
  createdAt: at("created_at").notNull(),
  updatedAt: at("updated_at").notNull(),
  withdrawnAt: at("withdrawn_at"),
});

export const component = pgTable(
  "component",
  {
    id: id(),
    serviceId: bigint("service_id", { mode: "number" })
      .notNull()
      .references(() => service.id),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    layer: text("layer").notNull(),
    chain: text("chain"),
    weight: real("weight").notNull(),
    position: integer("position").notNull(),
    withdrawnAt: at("withdrawn_at"),
  },
  (t) => [unique("component_service_id_slug_unique").on(t.serviceId, t.slug)],
);

/** `check` is a reserved word in SQL. */
export const checkDef = pgTable(
  "check_def",
  {
    id: id(),
    componentId: bigint("component_id", { mode: "number" })
      .notNull()
      .references(() => component.id),
    /** `kraken/api/time` */
    key: text("key").notNull().unique(),
    slug: text("slug").notNull(),
    tier: text("tier").notNull(),
    vital: boolean("vital").notNull(),
    intervalS: integer("interval_s").notNull(),
    position: integer("position").notNull(),
    spec: jsonb("spec").$type<CheckSpec>().notNull(),
    /** Changes whenever what is asked or expected changes: old and new numbers are never mixed blindly. */
    specDigest: text("spec_digest").notNull(),
    createdAt: at("created_at").notNull(),
    changedAt: at("changed_at").notNull(),
    /** First success since `changed_at`: before it the check is unproven and accuses nobody. */
    provenAt: at("proven_at"),
    withdrawnAt: at("withdrawn_at"),
  },
  (t) => [index("check_def_component_id_idx").on(t.componentId)],
);
