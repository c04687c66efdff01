import { mayBeRevision } from "./alembic/trees.ts";
import { mayBeGoProgram } from "./go/programs.ts";
import { hostNames } from "./host-names.ts";
import { mayBeScript, mayHoldConstants } from "./javascript/migrations.ts";
import { mayBeDjango } from "./python/django.ts";
import { mayUseSqlite } from "./python/sqlite-program.ts";
import { mayBeYoyo } from "./python/yoyo.ts";
import type { HostFile } from "./source.ts";

/** A .sql file, or a program that may hold SQL. */
export const isOurs = (file: HostFile): boolean =>
  /\.sql$/i.test(file.path) || (hostNames.test(file.path) && mayHoldSql(file));

/** Cheap, before anything is parsed. */
const mayHoldSql = (file: HostFile): boolean =>
  mayBeRevision(file) ||
  mayUseSqlite(file) ||
  mayBeYoyo(file) ||
  mayBeDjango(file) ||
  mayBeScript(file) ||
  mayHoldConstants(file) ||
  mayBeGoProgram(file) ||
  (file.path.endsWith(".rs") && sendsDdl.test(file.text));

/** DDL, or the calls that send it. */
const sendsDdl = /\b(?:create\s+(?:unlogged\s+)?table|sqlx::query|raw_sql|batch_execute)\b/i;
