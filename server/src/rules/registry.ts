import brokenDownRevision from "./history/broken-down-revision.ts";
import duplicateRevision from "./history/duplicate-revision.ts";
import fileNameDiffers from "./history/file-name-differs.ts";
import revisionCycle from "./history/revision-cycle.ts";
import twoHeads from "./history/two-heads.ts";
import type { HistoryRule } from "./history-rule.ts";
import addColumnIfNotExists from "./rerun/add-column-if-not-exists.ts";
import addValueIfNotExists from "./rerun/add-value-if-not-exists.ts";
import createIfNotExists from "./rerun/create-if-not-exists.ts";
import createOrReplace from "./rerun/create-or-replace.ts";
import dropIfExists from "./rerun/drop-if-exists.ts";
import guardMisses from "./rerun/guard-misses.ts";
import guardNeeded from "./rerun/guard-needed.ts";
import guardTooBroad from "./rerun/guard-too-broad.ts";
import insertOnConflict from "./rerun/insert-on-conflict.ts";
import relativeUpdate from "./rerun/relative-update.ts";
import silentDuplicate from "./rerun/silent-duplicate.ts";
import type { Rule } from "./rule.ts";

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [
  createIfNotExists,
  createOrReplace,
  guardNeeded,
  addColumnIfNotExists,
  addValueIfNotExists,
  dropIfExists,
  insertOnConflict,
  silentDuplicate,
  relativeUpdate,
  guardMisses,
  guardTooBroad,
];

/** Every rule on the set of files, in the order of the documentation. */
export const historyRules: readonly HistoryRule[] = [
  brokenDownRevision,
  duplicateRevision,
  twoHeads,
  revisionCycle,
  fileNameDiffers,
];
