import { constants } from "./found/constants.ts";
import { domains } from "./found/domains.ts";
import { expressions } from "./found/expressions.ts";
import { indexes } from "./found/indexes.ts";
import { inheritance } from "./found/inheritance.ts";
import { keys } from "./found/keys.ts";
import { partitionRows } from "./found/partition-rows.ts";
import { partitions } from "./found/partitions.ts";
import { perhaps } from "./found/perhaps.ts";
import { references } from "./found/references.ts";
import { routines } from "./found/routines.ts";
import { rows } from "./found/rows.ts";
import { searchPath } from "./found/search-path.ts";
import { sequences } from "./found/sequences.ts";
import { storageParameters } from "./found/storage-parameters.ts";
import { tables } from "./found/tables.ts";
import { temporary } from "./found/temporary.ts";
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
  /** As the first time where it is not said. */
  readonly second?: readonly string[];
  readonly world?: World;
}

export const found: readonly FoundOnce[] = [
  ...constants,
  ...domains,
  ...expressions,
  ...indexes,
  ...inheritance,
  ...keys,
  ...partitionRows,
  ...partitions,
  ...perhaps,
  ...references,
  ...routines,
  ...rows,
  ...searchPath,
  ...sequences,
  ...storageParameters,
  ...tables,
  ...temporary,
  ...types,
  ...unseen,
  ...views,
];
