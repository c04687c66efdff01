import createdLater from "./first-run/created-later.ts";
import createdTwice from "./first-run/created-twice.ts";
import droppedEarlier from "./first-run/dropped-earlier.ts";
import enumValueTooEarly from "./first-run/enum-value-too-early.ts";
import fails from "./first-run/fails.ts";
import foreignKeyTarget from "./first-run/foreign-key-target.ts";
import hiddenByIfNotExists from "./first-run/hidden-by-if-not-exists.ts";
import identifierTooLong from "./first-run/identifier-too-long.ts";
import insertRefused from "./first-run/insert-refused.ts";
import neverCreated from "./first-run/never-created.ts";
import notImmutable from "./first-run/not-immutable.ts";
import notInTransaction from "./first-run/not-in-transaction.ts";
import notNullWithoutDefault from "./first-run/not-null-without-default.ts";
import onConflictWithoutKey from "./first-run/on-conflict-without-key.ts";
import renamedEarlier from "./first-run/renamed-earlier.ts";
import severalInOne from "./first-run/several-in-one.ts";
import syntaxError from "./first-run/syntax-error.ts";
import tooComplex from "./first-run/too-complex.ts";
import extensionMissing from "./prerequisite/extension-missing.ts";
import privilegeNeeded from "./prerequisite/privilege-needed.ts";
import roleMissing from "./prerequisite/role-missing.ts";
import rolePassword from "./prerequisite/role-password.ts";
import schemaMissing from "./prerequisite/schema-missing.ts";
import seedRowMissing from "./prerequisite/seed-row-missing.ts";
import superuserOnly from "./prerequisite/superuser-only.ts";
import addColumnIfNotExists from "./rerun/add-column-if-not-exists.ts";
import addValueIfNotExists from "./rerun/add-value-if-not-exists.ts";
import conflictTargetDropped from "./rerun/conflict-target-dropped.ts";
import createIfNotExists from "./rerun/create-if-not-exists.ts";
import createOrReplace from "./rerun/create-or-replace.ts";
import dropIfExists from "./rerun/drop-if-exists.ts";
import guardMisses from "./rerun/guard-misses.ts";
import guardNeeded from "./rerun/guard-needed.ts";
import guardTooBroad from "./rerun/guard-too-broad.ts";
import insertOnConflict from "./rerun/insert-on-conflict.ts";
import recreatedOnEveryBoot from "./rerun/recreated-on-every-boot.ts";
import relativeUpdate from "./rerun/relative-update.ts";
import silentDuplicate from "./rerun/silent-duplicate.ts";
import undoneLater from "./rerun/undone-later.ts";
import type { Rule } from "./rule.ts";

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [
  syntaxError,
  tooComplex,
  severalInOne,
  neverCreated,
  createdLater,
  droppedEarlier,
  renamedEarlier,
  createdTwice,
  hiddenByIfNotExists,
  foreignKeyTarget,
  insertRefused,
  onConflictWithoutKey,
  notImmutable,
  notInTransaction,
  enumValueTooEarly,
  notNullWithoutDefault,
  identifierTooLong,
  fails,
  roleMissing,
  extensionMissing,
  schemaMissing,
  seedRowMissing,
  superuserOnly,
  privilegeNeeded,
  rolePassword,
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
  recreatedOnEveryBoot,
  conflictTargetDropped,
  undoneLater,
];
