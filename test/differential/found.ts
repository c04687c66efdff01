import { domains } from "./found/domains.ts";
import { expressions } from "./found/expressions.ts";
import { indexes } from "./found/indexes.ts";
import { inheritance } from "./found/inheritance.ts";
import { keys } from "./found/keys.ts";
import { partitions } from "./found/partitions.ts";
import { perhaps } from "./found/perhaps.ts";
import { routines } from "./found/routines.ts";
import { rows } from "./found/rows.ts";
import { sequences } from "./found/sequences.ts";
import { tables } from "./found/tables.ts";
import { types } from "./found/types.ts";
import { unseen } from "./found/unseen.ts";
import { views } from "./found/views.ts";
import type { World } from "./run-case.ts";

/** A case that once made a difference, with what PostgreSQL 18 answers: "" or a SQLSTATE for each statement. */
export interface FoundOnce {
  /** What was wrong. */
  readonly name: string;
  readonly before?: readonly string[];
  readonly file: readonly string[];
  readonly first: readonly string[];
  readonly second: readonly string[];
  readonly world?: World;
}

export const found: readonly FoundOnce[] = [
  ...domains,
  ...expressions,
  ...indexes,
  ...inheritance,
  ...keys,
  ...partitions,
  ...perhaps,
  ...routines,
  ...rows,
  ...sequences,
  ...tables,
  ...types,
  ...unseen,
  ...views,
];
