import { alembic } from "./alembic.ts";
import { django } from "./django.ts";
import { knex } from "./knex.ts";
import { kysely } from "./kysely.ts";
import { mikroOrm } from "./mikro-orm.ts";
import { nodePgMigrate } from "./node-pg-migrate.ts";
import type { ProgramTool } from "./program-tool.ts";
import { typeorm } from "./typeorm.ts";
import { umzug } from "./umzug.ts";
import { yoyo } from "./yoyo.ts";

/** By the ids of their runners. */
export const programTools: ReadonlyMap<string, ProgramTool> = new Map([
  ["alembic", alembic],
  ["django", django],
  ["yoyo", yoyo],
  ["typeorm", typeorm],
  ["knex", knex],
  ["kysely", kysely],
  ["mikro-orm", mikroOrm],
  ["node-pg-migrate", nodePgMigrate],
  ["umzug", umzug],
]);
