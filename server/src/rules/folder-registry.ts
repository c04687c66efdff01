import type { FolderRule } from "./folder-rule.ts";
import appliedMigrationEdited from "./history/applied-migration-edited.ts";
import downFails from "./history/down-fails.ts";
import downIncomplete from "./history/down-incomplete.ts";
import downMissing from "./history/down-missing.ts";
import duplicateVersion from "./history/duplicate-version.ts";
import fileIgnored from "./history/file-ignored.ts";
import lateVersion from "./history/late-version.ts";
import nameSortsWrongly from "./history/name-sorts-wrongly.ts";
import versionGap from "./history/version-gap.ts";

/** Every rule about the set of files, in the order of the documentation. */
export const folderRules: readonly FolderRule[] = [
  duplicateVersion,
  lateVersion,
  appliedMigrationEdited,
  versionGap,
  nameSortsWrongly,
  fileIgnored,
  downMissing,
  downFails,
  downIncomplete,
];
