import { type CreateClause, createClause } from "../../effects/clauses/create-clause.ts";
import { keywordsLike } from "../../effects/clauses/letter-case.ts";
import type { WrittenName } from "../../effects/clauses/name.ts";
import { afterBrackets, stretch, wordAt } from "../../effects/clauses/written.ts";
import { identifier } from "../../sql/names.ts";
import { insertAt } from "../../text/edits.ts";
import { spanText } from "../../text/span.ts";
import type { Proposal, Scene } from "../rule.ts";

/** DROP … IF EXISTS in front of CREATE, for kinds that are cheap to make again; what it costs is in the title. */
export function dropFirst(scene: Scene): readonly Proposal[] {
  const clause = createClause(scene.surface);
  const dropped = clause && target(scene);
  if (!clause || dropped === undefined) return [];
  const { surface } = scene;
  const keyword = keywordsLike(surface);
  const object = clause.object.toUpperCase();
  const drop = `${keyword(`DROP ${object} IF EXISTS`)} ${dropped};`;
  return [
    {
      title: `drop it first (DROP ${object} IF EXISTS): ${costs[clause.object] ?? ofSession}`,
      grade: "review",
      edits: [insertAt(0, drop + surface.lineEnding + surface.indent)],
    },
  ];
}

/** Every run makes its own rows in it, which IF NOT EXISTS would add to those of the run before. */
const ofSession = "the rows of a temporary table are made again";

const costs: Readonly<Record<string, string>> = {
  policy: "rows that only it lets through are hidden until it is there again",
  trigger: "it takes an ACCESS EXCLUSIVE lock, and the trigger is missing for a moment",
  rule: "it takes an ACCESS EXCLUSIVE lock",
  view: "grants on the view are lost, and what depends on it stops it",
  function: "grants on the function are lost, and what depends on it stops it",
  procedure: "grants on the procedure are lost",
  aggregate: "grants on the aggregate are lost, and what depends on it stops it",
};

function target(scene: Scene): string | undefined {
  const clause = createClause(scene.surface);
  if (clause?.name && isTemporaryTable(clause)) return `pg_temp.${ownText(clause.name)}`;
  if (!clause?.name || !(clause.object in costs)) return undefined;
  const { object, name, table, on, rest } = clause;
  const keyword = keywordsLike(scene.surface);
  if (object === "view") return name.text;
  if (table) return `${name.text} ${keyword("ON")} ${table.text}`;
  if (wordAt(on, rest) !== "(") return undefined;
  if (object === "aggregate") {
    const signature = stretch(on, rest, afterBrackets(on, rest));
    return name.text + spanText(scene.surface.text, signature);
  }
  const types = routineTypes(scene, name.parts);
  return types === undefined ? undefined : `${name.text}(${types})`;
}

export const isTemporaryTable = ({ object, temporary }: CreateClause): boolean =>
  object === "table" && temporary;

const ownText = (name: WrittenName): string =>
  name.text.slice(name.parts.length > 1 ? name.text.lastIndexOf(".") + 1 : 0).trim();

/** The argument types as the first run took them, so that defaults and OUT arguments do not get in the way. */
function routineTypes(scene: Scene, parts: readonly string[]): string | undefined {
  const own = parts[parts.length - 1];
  const made = [...scene.after.routines.known].filter(
    ([key, routine]) => routine.name === own && !scene.before.routines.known.has(key),
  );
  const [only] = made;
  if (!only || made.length !== 1 || !only[1].arguments) return undefined;
  return only[1].arguments
    .map((type) => {
      const name = identifier(type.name);
      const schema = type.schema === "pg_catalog" ? "" : `${identifier(type.schema)}.`;
      return schema + name + (type.dimensions > 0 ? "[]" : "");
    })
    .join(", ");
}
