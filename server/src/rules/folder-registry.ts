import type { FolderRule } from "./folder-rule.ts";
import appliedMigrationEdited from "./history/applied-migration-edited.ts";
import brokenDownRevision from "./history/broken-down-revision.ts";
import downFails from "./history/down-fails.ts";
import downIncomplete from "./history/down-incomplete.ts";
import downMissing from "./history/down-missing.ts";
import downgradeFails from "./history/downgrade-fails.ts";
import downgradeIncomplete from "./history/downgrade-incomplete.ts";
import downgradeUnrepeatable from "./history/downgrade-unrepeatable.ts";
import duplicateRevision from "./history/duplicate-revision.ts";
import duplicateVersion from "./history/duplicate-version.ts";
import fileIgnored from "./history/file-ignored.ts";
import fileNameDiffers from "./history/file-name-differs.ts";
import fileWithoutEntry from "./history/file-without-entry.ts";
import gateMissesTree from "./history/gate-misses-tree.ts";
import journalEntryWithoutFile from "./history/journal-entry-without-file.ts";
import journalNumbers from "./history/journal-numbers.ts";
import journalOutOfOrder from "./history/journal-out-of-order.ts";
import lateVersion from "./history/late-version.ts";
import migrationsNeverRun from "./history/migrations-never-run.ts";
import migrationsNotPackaged from "./history/migrations-not-packaged.ts";
import missingBreakpoint from "./history/missing-breakpoint.ts";
import nameSortsWrongly from "./history/name-sorts-wrongly.ts";
import partNeverApplied from "./history/part-never-applied.ts";
import revisionCycle from "./history/revision-cycle.ts";
import runnerWithoutLock from "./history/runner-without-lock.ts";
import seedAfterHead from "./history/seed-after-head.ts";
import twoHeads from "./history/two-heads.ts";
import versionGap from "./history/version-gap.ts";
import extensionUnavailable from "./prerequisite/extension-unavailable.ts";
import baselineAhead from "./sqlite/baseline-ahead.ts";
import dropsRows from "./sqlite/drops-rows.ts";
import sqliteGuardNeeded from "./sqlite/guard-needed.ts";
import missingOnFresh from "./sqlite/missing-on-fresh.ts";
import refusedOnFresh from "./sqlite/refused-on-fresh.ts";
import refusedOnUpgrade from "./sqlite/refused-on-upgrade.ts";

/** Every rule about the set of files, in the order of the documentation. */
export const folderRules: readonly FolderRule[] = [
  duplicateVersion,
  lateVersion,
  appliedMigrationEdited,
  versionGap,
  nameSortsWrongly,
  fileIgnored,
  partNeverApplied,
  downMissing,
  downFails,
  downIncomplete,
  brokenDownRevision,
  duplicateRevision,
  twoHeads,
  revisionCycle,
  fileNameDiffers,
  downgradeFails,
  downgradeIncomplete,
  downgradeUnrepeatable,
  seedAfterHead,
  gateMissesTree,
  journalOutOfOrder,
  journalEntryWithoutFile,
  fileWithoutEntry,
  journalNumbers,
  missingBreakpoint,
  migrationsNotPackaged,
  extensionUnavailable,
  runnerWithoutLock,
  migrationsNeverRun,
  refusedOnUpgrade,
  refusedOnFresh,
  baselineAhead,
  missingOnFresh,
  dropsRows,
  sqliteGuardNeeded,
];
