import { mayBeRevision } from "./alembic/trees.ts";
import type { HostFile } from "./source.ts";

/** Names of files that may hold SQL: the disk lists them, and `mayHoldSql` looks into them. */
export const hostNames = /\.py$/i;

/** Cheap, before anything is parsed. */
export const mayHoldSql = (file: HostFile): boolean => mayBeRevision(file);
