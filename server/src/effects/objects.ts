import type { Effect } from "./effect.ts";
import {
  type CommentEffect,
  comment,
  dependsOnExtension,
  securityLabel,
} from "./objects/comment.ts";
import { plainTranslators } from "./objects/create-plain.ts";
import { createRoutine } from "./objects/create-routine.ts";
import { define } from "./objects/define.ts";
import { alterDomain, createDomain, type DomainEffect } from "./objects/domain.ts";
import {
  changeMembers,
  createExtension,
  type ExtensionEffect,
  updateExtension,
} from "./objects/extension.ts";
import { defaultPrivileges, grant, type PrivilegeEffect } from "./objects/grant.ts";
import type { PlainEffect } from "./objects/plain.ts";
import {
  type AlterPolicy,
  alterPolicy,
  type CreatePolicy,
  createPolicy,
} from "./objects/policy.ts";
import { type PreparedEffect, preparedTranslators } from "./objects/prepared.ts";
import {
  alterPublication,
  createPublication,
  type PublicationEffect,
} from "./objects/publication.ts";
import {
  alterRole,
  createRole,
  dropOwned,
  grantRole,
  type RoleEffect,
  reassignOwned,
} from "./objects/role.ts";
import { alterRoutine, type RoutineEffect } from "./objects/routine.ts";
import { type ChildEffect, createRule } from "./objects/rule.ts";
import { createSchema, type EnterSchema, type LeaveSchema } from "./objects/schema.ts";
import { type SessionEffect, sessionTranslators } from "./objects/session.ts";
import { type AlterSetting, settingTranslators } from "./objects/setting.ts";
import { changeOwner, dropObjects, dropRoles, moveObject, renameObject } from "./objects/shared.ts";
import { alterStatistics, type CreateStatistics, createStatistics } from "./objects/statistics.ts";
import { type CreateTrigger, createTrigger } from "./objects/trigger.ts";
import {
  alterEnum,
  alterType,
  createComposite,
  createEnum,
  createRange,
  type TypeEffect,
} from "./objects/type.ts";
import type { Translators } from "./translate.ts";

/** What makes, changes and drops everything that is not a relation or a row. */
export type ObjectEffect =
  | PlainEffect
  | EnterSchema
  | LeaveSchema
  | TypeEffect
  | DomainEffect
  | RoutineEffect
  | CreateTrigger
  | CreatePolicy
  | AlterPolicy
  | ChildEffect
  | RoleEffect
  | PublicationEffect
  | ExtensionEffect
  | CreateStatistics
  | PrivilegeEffect
  | CommentEffect
  | SessionEffect
  | AlterSetting
  | PreparedEffect;

const one = (effect: Effect | undefined): readonly Effect[] | undefined =>
  effect ? [effect] : undefined;

export const objectTranslators: Translators = {
  ...plainTranslators,
  ...sessionTranslators,
  ...settingTranslators,
  ...preparedTranslators,
  DropStmt: dropObjects,
  DropRoleStmt: dropRoles,
  RenameStmt: renameObject,
  AlterObjectSchemaStmt: moveObject,
  AlterOwnerStmt: changeOwner,
  CreateSchemaStmt: (node, _sql, inner) => createSchema(node, inner),
  CreateEnumStmt: (node) => one(createEnum(node)),
  AlterEnumStmt: (node) => one(alterEnum(node)),
  CompositeTypeStmt: (node) => one(createComposite(node)),
  CreateDomainStmt: (node) => one(createDomain(node)),
  AlterDomainStmt: (node) => one(alterDomain(node)),
  CreateRangeStmt: (node) => one(createRange(node)),
  AlterTypeStmt: (node) => one(alterType(node)),
  DefineStmt: (node) => one(define(node)),
  CreateFunctionStmt: (node, sql) => one(createRoutine(node, sql)),
  AlterFunctionStmt: (node) => one(alterRoutine(node)),
  CreateTrigStmt: (node) => one(createTrigger(node)),
  CreatePolicyStmt: (node) => one(createPolicy(node)),
  AlterPolicyStmt: (node) => one(alterPolicy(node)),
  RuleStmt: (node) => one(createRule(node)),
  CreateRoleStmt: (node) => one(createRole(node)),
  AlterRoleStmt: (node) => one(alterRole(node)),
  GrantRoleStmt: (node) => one(grantRole(node)),
  DropOwnedStmt: (node) => one(dropOwned(node)),
  ReassignOwnedStmt: (node) => one(reassignOwned(node)),
  CreatePublicationStmt: (node) => one(createPublication(node)),
  AlterPublicationStmt: (node) => one(alterPublication(node)),
  CreateExtensionStmt: (node) => one(createExtension(node)),
  AlterExtensionStmt: (node) => one(updateExtension(node)),
  AlterExtensionContentsStmt: (node) => one(changeMembers(node)),
  CreateStatsStmt: (node) => one(createStatistics(node)),
  AlterStatsStmt: (node) => one(alterStatistics(node)),
  GrantStmt: (node) => one(grant(node)),
  AlterDefaultPrivilegesStmt: (node) => one(defaultPrivileges(node)),
  CommentStmt: (node) => one(comment(node)),
  SecLabelStmt: (node) => one(securityLabel(node)),
  AlterObjectDependsStmt: (node) => one(dependsOnExtension(node)),
};
