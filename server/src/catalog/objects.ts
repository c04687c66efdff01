import type { ObjectEffect } from "../effects/objects.ts";
import type { Handlers } from "./handlers.ts";
import { alterPlain, movePlain, renamePlain } from "./objects/alter-plain.ts";
import { alterRoutine, dropRoutine, moveRoutine, renameRoutine } from "./objects/alter-routine.ts";
import { alterType, dropType, moveType, renameType } from "./objects/alter-type.ts";
import { createRule, dropChild, renameChild } from "./objects/child.ts";
import { comment, dependsOnExtension } from "./objects/comment.ts";
import { createPlain } from "./objects/create-plain.ts";
import { createRoutine } from "./objects/create-routine.ts";
import { createComposite, createEnum, createType } from "./objects/create-type.ts";
import { alterDomain, createDomain, renameDomainConstraint } from "./objects/domain.ts";
import { dropPlain } from "./objects/drop-plain.ts";
import { addEnumValue, renameEnumValue } from "./objects/enum.ts";
import { alterExtension, createExtension } from "./objects/extension.ts";
import { defaultPrivileges, grant } from "./objects/grant.ts";
import { alterPolicy, createPolicy } from "./objects/policy.ts";
import { deallocate, execute, prepare } from "./objects/prepared.ts";
import { alterPublication, createPublication } from "./objects/publication.ts";
import { createRole, dropOwned, grantRole, reassignOwned } from "./objects/role.ts";
import { enterSchema, leaveSchema } from "./objects/schema.ts";
import { discard, sessionCommand, transaction } from "./objects/session.ts";
import { alterSetting, resetAll, setSetting } from "./objects/settings.ts";
import { createStatistics } from "./objects/statistics.ts";
import { createTrigger } from "./objects/trigger.ts";

export const objectHandlers: Handlers<ObjectEffect> = {
  "create-plain": createPlain,
  "drop-plain": dropPlain,
  "rename-plain": renamePlain,
  "move-plain": movePlain,
  "alter-plain": alterPlain,
  "enter-schema": enterSchema,
  "leave-schema": leaveSchema,
  "create-enum": createEnum,
  "add-enum-value": addEnumValue,
  "rename-enum-value": renameEnumValue,
  "create-composite": createComposite,
  "create-type": createType,
  "alter-type": alterType,
  "drop-type": dropType,
  "rename-type": renameType,
  "move-type": moveType,
  "create-domain": createDomain,
  "alter-domain": alterDomain,
  "rename-domain-constraint": renameDomainConstraint,
  "create-routine": createRoutine,
  "alter-routine": alterRoutine,
  "drop-routine": dropRoutine,
  "rename-routine": renameRoutine,
  "move-routine": moveRoutine,
  "create-trigger": createTrigger,
  "create-policy": createPolicy,
  "alter-policy": alterPolicy,
  "create-rule": createRule,
  "drop-child": dropChild,
  "rename-child": renameChild,
  "create-role": createRole,
  "grant-role": grantRole,
  "drop-owned": dropOwned,
  "reassign-owned": reassignOwned,
  "create-publication": createPublication,
  "alter-publication": alterPublication,
  "create-extension": createExtension,
  "alter-extension": alterExtension,
  "create-statistics": createStatistics,
  grant,
  "default-privileges": defaultPrivileges,
  comment,
  "depends-on-extension": dependsOnExtension,
  set: setSetting,
  "reset-all": resetAll,
  transaction,
  discard,
  "session-command": sessionCommand,
  "alter-setting": alterSetting,
  prepare,
  execute,
  deallocate,
};
