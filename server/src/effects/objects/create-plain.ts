import type { Node } from "@pgsql/types";
import { definition } from "../definition.ts";
import { dotted } from "../expressions/names.ts";
import { roleName } from "../relations/role-name.ts";
import type { Translators } from "../translate.ts";
import type { TypeRef } from "../type-ref.ts";
import { type ObjectRef, operatorRef, type PlainRef, routineWithArguments } from "./object-ref.ts";
import { alter, create, drop, plain } from "./plain.ts";
import { ifExists, ifNotExists, itemsOf, options, orReplace, stringOf, typeRef } from "./read.ts";

/** Statements that make or change an object of a class that is plain to us, one node of the grammar each. */
export const plainTranslators: Translators = {
  CreateCastStmt: (node) => {
    const types = [typeRef(node.sourcetype), typeRef(node.targettype)];
    const needs: ObjectRef[] = node.func ? [routineWithArguments("function", node.func)] : [];
    return [create({ class: "cast", name: { name: "" }, types }, definition(node), { needs })];
  },
  CreateTransformStmt: (node) => {
    const object: PlainRef = {
      class: "transform",
      name: { name: "" },
      types: [typeRef(node.type_name)],
      of: node.lang ?? "",
    };
    const needs = [node.fromsql, node.tosql].flatMap((one) =>
      one ? [routineWithArguments("function", one)] : [],
    );
    const rest = {
      needs: [plain("language", object.of ?? ""), ...needs],
      ...orReplace(node.replace),
    };
    return [create(object, definition({ ...node, replace: undefined }), rest)];
  },
  CreateConversionStmt: (node) => [
    create({ class: "conversion", name: dotted(node.conversion_name) }, definition(node)),
  ],
  CreateOpClassStmt: (node) => {
    const object: PlainRef = {
      class: "operator class",
      name: dotted(node.opclassname),
      of: node.amname ?? "",
    };
    const needs: ObjectRef[] = [
      plain("access method", node.amname ?? ""),
      { class: "type", type: typeRef(node.datatype) },
    ];
    return [create(object, definition(node), { needs })];
  },
  CreateOpFamilyStmt: (node) => [
    create(
      { class: "operator family", name: dotted(node.opfamilyname), of: node.amname ?? "" },
      definition(node),
      { needs: [plain("access method", node.amname ?? "")] },
    ),
  ],
  AlterOpFamilyStmt: (node) => {
    const of = node.amname ?? "";
    return [
      alter(
        { class: "operator family", name: dotted(node.opfamilyname), of },
        {
          changes: [{ aspect: "items", text: definition(node) }],
          needs: [plain("access method", of)],
        },
      ),
    ];
  },
  AlterOperatorStmt: (node) => [
    alter(operatorRef(node.opername), {
      changes: [{ aspect: "options", text: definition(node.options) }],
    }),
  ],
  AlterCollationStmt: (node) => [alter({ class: "collation", name: dotted(node.collname) }, {})],
  AlterTSDictionaryStmt: (node) => [
    alter(
      { class: "text search dictionary", name: dotted(node.dictname) },
      { changes: [{ aspect: "options", text: definition(node.options) }] },
    ),
  ],
  AlterTSConfigurationStmt: (node) => [
    alter(
      { class: "text search configuration", name: dotted(node.cfgname) },
      {
        needs: (node.dicts ?? []).flatMap((dictionary): PlainRef[] =>
          "List" in dictionary
            ? [{ class: "text search dictionary", name: dotted(itemsOf(dictionary) as Node[]) }]
            : [],
        ),
        changes: [{ aspect: `mapping ${definition(node.tokentype)}`, text: definition(node) }],
      },
    ),
  ],
  CreateFdwStmt: (node) => {
    const written = options(node.func_options);
    const handler = itemsOf(written.get("handler")?.arg);
    const needs: readonly ObjectRef[] =
      handler.length > 0
        ? [{ class: "function", name: dotted(handler as Node[]), arguments: [] }]
        : [];
    return [create(plain("foreign-data wrapper", node.fdwname ?? ""), definition(node), { needs })];
  },
  AlterFdwStmt: (node) => [
    alter(plain("foreign-data wrapper", node.fdwname ?? ""), {
      changes: [{ aspect: "options", text: definition(node) }],
    }),
  ],
  CreateForeignServerStmt: (node) => [
    create(
      plain("server", node.servername ?? ""),
      definition({ ...node, if_not_exists: undefined }),
      {
        needs: [plain("foreign-data wrapper", node.fdwname ?? "")],
        ...ifNotExists(node.if_not_exists),
      },
    ),
  ],
  AlterForeignServerStmt: (node) => [
    alter(plain("server", node.servername ?? ""), {
      changes: [{ aspect: "options", text: definition(node) }],
    }),
  ],
  CreateUserMappingStmt: (node) => {
    const of = node.servername ?? "";
    return [
      create(
        { class: "user mapping", name: { name: roleName(node.user) }, of },
        definition(node.options),
        {
          needs: [plain("role", roleName(node.user)), plain("server", of)],
          ...ifNotExists(node.if_not_exists),
        },
      ),
    ];
  },
  AlterUserMappingStmt: (node) => {
    const of = node.servername ?? "";
    return [
      alter(
        { class: "user mapping", name: { name: roleName(node.user) }, of },
        {
          needs: [plain("role", roleName(node.user)), plain("server", of)],
          changes: [{ aspect: "options", text: definition(node.options) }],
        },
      ),
    ];
  },
  DropUserMappingStmt: (node) =>
    drop(
      [{ class: "user mapping", name: { name: roleName(node.user) }, of: node.servername ?? "" }],
      false,
      ifExists(node.missing_ok),
    ),
  CreateAmStmt: (node) => [
    create(plain("access method", node.amname ?? ""), definition(node), {
      needs: [{ class: "function", name: dotted(node.handler_name), arguments: [internal] }],
    }),
  ],
  CreatePLangStmt: (node) => [
    create(plain("language", node.plname ?? ""), definition({ ...node, replace: undefined }), {
      needs: [{ class: "function", name: dotted(node.plhandler), arguments: [] }],
      ...orReplace(node.replace),
    }),
  ],
  CreateEventTrigStmt: (node) => [
    create(plain("event trigger", node.trigname ?? ""), definition(node), {
      needs: [{ class: "function", name: dotted(node.funcname), arguments: [] }],
    }),
  ],
  AlterEventTrigStmt: (node) => [
    alter(plain("event trigger", node.trigname ?? ""), {
      changes: [{ aspect: "enabled", text: node.tgenabled ?? "" }],
    }),
  ],
  CreateTableSpaceStmt: (node) => [
    create(plain("tablespace", node.tablespacename ?? ""), definition(node)),
  ],
  AlterTableSpaceOptionsStmt: (node) => [
    alter(plain("tablespace", node.tablespacename ?? ""), {
      changes: [{ aspect: "options", text: definition(node) }],
    }),
  ],
  DropTableSpaceStmt: (node) =>
    drop([plain("tablespace", node.tablespacename ?? "")], false, ifExists(node.missing_ok)),
  CreatedbStmt: (node) => {
    const owner = stringOf(options(node.options).get("owner")?.arg);
    return [
      create(
        plain("database", node.dbname ?? ""),
        definition(node.options),
        owner === undefined ? {} : { owner },
      ),
    ];
  },
  AlterDatabaseStmt: (node) => [
    alter(plain("database", node.dbname ?? ""), {
      changes: [{ aspect: "options", text: definition(node.options) }],
    }),
  ],
  AlterDatabaseRefreshCollStmt: (node) => [alter(plain("database", node.dbname ?? ""), {})],
  DropdbStmt: (node) =>
    drop([plain("database", node.dbname ?? "")], false, ifExists(node.missing_ok)),
  CreateSubscriptionStmt: (node) => [
    create(plain("subscription", node.subname ?? ""), definition(node)),
  ],
  AlterSubscriptionStmt: (node) => [
    alter(plain("subscription", node.subname ?? ""), {
      changes: [{ aspect: node.kind ?? "options", text: definition(node) }],
    }),
  ],
  DropSubscriptionStmt: (node) =>
    drop([plain("subscription", node.subname ?? "")], false, ifExists(node.missing_ok)),
};

const internal: TypeRef = { schema: "pg_catalog", name: "internal", dimensions: 0 };
