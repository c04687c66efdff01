import { keywordsLike } from "../../effects/clauses/letter-case.ts";
import { type WrittenName, writtenSchema } from "../../effects/clauses/name.ts";
import { lex } from "../../sql/lex.ts";
import { literal } from "../../sql/names.ts";
import { insertAt } from "../../text/edits.ts";
import { type Span, spanText } from "../../text/span.ts";
import type { Proposal, Scene } from "../rule.ts";
import { namedRelation } from "./fact.ts";
import { regclass } from "./look-ups.ts";

/** What a statement inside a guard makes on a table. */
export interface OfTable {
  readonly what: "constraint" | "column" | "policy" | "trigger";
  readonly name: string;
  readonly table: WrittenName;
}

/** A guard that asks for a name alone asks for its table too: `conname = 'x' AND conrelid = 't'::regclass`. */
export function askedOfTable(
  scene: Scene,
  condition: Span,
  { what, name, table }: OfTable,
): readonly Proposal[] {
  const text = spanText(scene.surface.text, condition);
  const asked = lex(text).filter(({ kind }) => kind !== "comment");
  const word = (index: number): string => {
    const token = asked[index];
    return token ? spanText(text, token.span) : "";
  };
  const at = asked.findIndex(
    (_, index) =>
      names.has(word(index).toLowerCase()) &&
      word(index + 1) === "=" &&
      word(index + 2) === literal(name),
  );
  const column = names.get(word(at).toLowerCase());
  const end = asked[at + 2]?.span.end;
  if (column === undefined || end === undefined) return [];
  const alias = word(at - 1) === "." ? `${word(at - 2)}.` : "";
  const keyword = keywordsLike(scene.surface);
  const tests = column.endsWith("relid")
    ? [
        `${alias}${column} = ${regclass(table.text, namedRelation(scene.before, table) !== undefined)}`,
      ]
    : plainTests(alias, column, table);
  const added = tests.map((one) => ` ${keyword("AND")} ${one}`).join("");
  return [
    {
      title: `ask for the ${what} of ${table.text}: it is made where it was left out so far`,
      grade: "review",
      edits: [insertAt(condition.start + end, added)],
      mends: "what is skipped",
    },
  ];
}

/** Columns that hold such a name, each with the one beside it that says of which table. */
const names: ReadonlyMap<string, string> = new Map([
  ["conname", "conrelid"],
  ["polname", "polrelid"],
  ["tgname", "tgrelid"],
  ["attname", "attrelid"],
  ["policyname", "tablename"],
  ["constraint_name", "table_name"],
  ["column_name", "table_name"],
  ["trigger_name", "event_object_table"],
]);

/** Views that spell the table's name as text. */
function plainTests(alias: string, column: string, table: WrittenName): readonly string[] {
  const schema = writtenSchema(table);
  const own = `${alias}${column} = ${literal(table.parts.at(-1) ?? "")}`;
  if (schema === undefined) return [own];
  return [own, `${alias}${schemas.get(column)} = ${literal(schema)}`];
}

const schemas: ReadonlyMap<string, string> = new Map([
  ["tablename", "schemaname"],
  ["table_name", "table_schema"],
  ["event_object_table", "event_object_schema"],
]);
