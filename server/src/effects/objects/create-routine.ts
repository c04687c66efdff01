import type { CreateFunctionStmt, DefineStmt, FunctionParameter, Node } from "@pgsql/types";
import { definition } from "../definition.ts";
import type { EffectBase } from "../effect.ts";
import { dotted } from "../expressions/names.ts";
import type { NameRef, TypeRef } from "../type-ref.ts";
import type { RoutineRef } from "./object-ref.ts";
import { itemsOf, nameOf, options, orReplace, stringOf, typeOf, typeRef } from "./read.ts";

/** CREATE FUNCTION, PROCEDURE, AGGREGATE. */
export interface CreateRoutine extends EffectBase {
  readonly kind: "create-routine";
  readonly verb: "create";
  readonly class: "function" | "procedure" | "aggregate";
  readonly name: NameRef;
  readonly window: boolean;
  readonly parameters: readonly Parameter[];
  /** RETURNS as written; OUT parameters may stand for it. */
  readonly returns?: { readonly type: TypeRef; readonly set: boolean };
  readonly language?: string;
  /** The text between the quotes. */
  readonly body?: string;
  /** The whole statement, for PL/pgSQL's own parser. */
  readonly statement: string;
  readonly volatility: "immutable" | "stable" | "volatile";
  /** Canonical text of all but OR REPLACE. */
  readonly definition: string;
  /** Functions that an aggregate is made of. */
  readonly needs: readonly RoutineRef[];
}

export interface Parameter {
  readonly name?: string;
  readonly mode: "in" | "out" | "inout" | "variadic" | "table";
  readonly type: TypeRef;
  readonly hasDefault: boolean;
}

export function createRoutine(node: CreateFunctionStmt, sql: string): CreateRoutine {
  const written = options(node.options);
  const language = stringOf(written.get("language")?.arg)?.toLowerCase();
  const volatility = stringOf(written.get("volatility")?.arg);
  const body = stringOf(itemsOf(written.get("as")?.arg)[0]);
  const parameters = (node.parameters ?? []).flatMap(parameter);
  return {
    kind: "create-routine",
    verb: "create",
    class: node.is_procedure ? "procedure" : "function",
    name: dotted(node.funcname),
    window: written.has("window"),
    parameters,
    ...(node.returnType
      ? { returns: { type: typeRef(node.returnType), set: node.returnType.setof ?? false } }
      : {}),
    ...(language === undefined ? (node.sql_body ? { language: "sql" } : {}) : { language }),
    ...(body === undefined ? {} : { body }),
    statement: sql,
    volatility: volatility === "immutable" || volatility === "stable" ? volatility : "volatile",
    definition: definition({ ...node, replace: undefined }),
    needs: [],
    ...orReplace(node.replace),
  };
}

/** `(int, text)`, `(*)`, `(int order by text)`, or the old style with a basetype among the options. */
export function aggregate(node: DefineStmt): CreateRoutine {
  const written = options(node.definition);
  const listed = itemsOf(node.args?.[0]).flatMap(parameter);
  const base = typeOf(written.get("basetype")?.arg);
  const parameters: readonly Parameter[] =
    node.oldstyle && base && base.name.toLowerCase() !== "any"
      ? [{ mode: "in", type: base, hasDefault: false }]
      : listed;
  const state = typeOf((written.get("stype") ?? written.get("stype1"))?.arg);
  const transition = (written.get("sfunc") ?? written.get("sfunc1"))?.arg;
  const direct = node.args?.[1];
  const hypothetical = direct && "Integer" in direct && (direct.Integer.ival ?? 0) >= 0;
  const inputs = parameters.map((one) => one.type);
  return {
    kind: "create-routine",
    verb: "create",
    class: "aggregate",
    name: dotted(node.defnames),
    window: false,
    parameters,
    ...(state ? { returns: { type: state, set: false } } : {}),
    language: "internal",
    statement: "",
    volatility: "immutable",
    definition: definition({ ...node, replace: undefined }),
    needs:
      transition && state && !hypothetical
        ? [{ class: "function", name: nameOf(transition), arguments: [state, ...inputs] }]
        : [],
    ...orReplace(node.replace),
  };
}

function parameter(node: Node): readonly Parameter[] {
  if (!("FunctionParameter" in node)) return [];
  const { name, mode, argType, defexpr } = node.FunctionParameter;
  return [
    {
      ...(name === undefined || name === "" ? {} : { name }),
      mode: modes[mode ?? "FUNC_PARAM_DEFAULT"] ?? "in",
      type: typeRef(argType),
      hasDefault: defexpr !== undefined,
    },
  ];
}

const modes: Readonly<Record<NonNullable<FunctionParameter["mode"]>, Parameter["mode"]>> = {
  FUNC_PARAM_DEFAULT: "in",
  FUNC_PARAM_IN: "in",
  FUNC_PARAM_INOUT: "inout",
  FUNC_PARAM_OUT: "out",
  FUNC_PARAM_TABLE: "table",
  FUNC_PARAM_VARIADIC: "variadic",
};
