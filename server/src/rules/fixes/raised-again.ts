import { alterClause } from "../../effects/clauses/alter-clause.ts";
import { type AlterCommand, alterCommands } from "../../effects/clauses/alter-commands.ts";
import { createClause } from "../../effects/clauses/create-clause.ts";
import { dropClause } from "../../effects/clauses/drop-clause.ts";
import { insertClause } from "../../effects/clauses/insert-clause.ts";
import type { ObjectWords } from "../../effects/clauses/object-words.ts";
import { renameClause } from "../../effects/clauses/rename-clause.ts";
import { wordAt, written } from "../../effects/clauses/written.ts";
import type { Surface } from "../../effects/surface.ts";

/**
 * The conditions that PostgreSQL raises when this statement is run again (15 and 18, each tried); undefined where that
 * depends on more than its text.
 */
export function raisedAgain(surface: Surface): readonly string[] | undefined {
  const create = createClause(surface);
  if (create) return create.guard ? [] : [created(create.object)];
  const drop = dropClause(surface);
  if (drop) return drop.guarded ? [] : [dropped(drop.object)];
  const alter = alterClause(surface);
  if (alter) {
    const rename = renameClause(alter);
    if (rename) return [renamed[rename.what] ?? relations(alter.object)];
    const commands = alterCommands(alter).map(altered);
    return commands.every((names) => names !== undefined) ? commands.flat() : undefined;
  }
  const insert = insertClause(surface);
  if (insert) return insert.onConflict ? [] : ["unique_violation"];
  return harmless.has(wordAt(written(surface), 0)) ? [] : undefined;
}

const harmless = new Set(["comment", "grant", "revoke", "raise", "null", "set"]);

const inPgClass = new Set<ObjectWords>([
  "table",
  "index",
  "view",
  "materialized view",
  "sequence",
  "foreign table",
]);

function created(object: ObjectWords): string {
  if (inPgClass.has(object)) return "duplicate_table";
  if (object === "schema") return "duplicate_schema";
  return ["function", "procedure", "aggregate", "operator"].includes(object)
    ? "duplicate_function"
    : "duplicate_object";
}

function dropped(object: ObjectWords): string {
  if (object === "schema") return "invalid_schema_name";
  if (["function", "procedure", "aggregate", "operator", "routine"].includes(object))
    return "undefined_function";
  return object === "index" || !inPgClass.has(object) ? "undefined_object" : "undefined_table";
}

const relations = (object: ObjectWords): string =>
  inPgClass.has(object)
    ? "undefined_table"
    : object === "schema"
      ? "invalid_schema_name"
      : "undefined_object";

const renamed: Readonly<Record<string, string>> = {
  column: "undefined_column",
  attribute: "undefined_column",
  constraint: "undefined_object",
  value: "invalid_parameter_value",
};

function altered(command: AlterCommand): readonly string[] | undefined {
  if (command.guarded) return [];
  switch (command.kind) {
    case "add column":
    case "add attribute":
      return ["duplicate_column"];
    case "add value":
      return ["duplicate_object"];
    case "drop column":
    case "drop attribute":
      return ["undefined_column"];
    case "drop constraint":
      return ["undefined_object"];
    case "add constraint":
      return constraint(command);
    case "set schema":
      return ["undefined_table"];
    case "attach partition":
      return ["wrong_object_type"];
    case "validate constraint":
      return [];
    default:
      return undefined;
  }
}

function constraint(command: AlterCommand): readonly string[] | undefined {
  if (command.constraint?.type === "primary key") return ["invalid_table_definition"];
  if (!command.name) return undefined;
  return command.constraint?.type === "unique" || command.constraint?.type === "exclude"
    ? ["duplicate_table"]
    : ["duplicate_object"];
}
