import { toNameRef, toReg } from "../../catalog/evaluate/regs.ts";
import { findRoutines } from "../../catalog/evaluate/routine-names.ts";
import { parseName } from "../../catalog/evaluate/text.ts";
import { find } from "../../catalog/names.ts";
import type { Failure, Subject } from "../../catalog/outcome.ts";
import { sqlLike } from "../../effects/clauses/letter-case.ts";
import { literal } from "../../sql/names.ts";
import type { Scene } from "../rule.ts";
import type { Condition } from "./condition.ts";
import { isMissing } from "./failure-kinds.ts";
import { childLookUp, columnLookUp, enumValueLookUp, resolves } from "./look-ups.ts";
import { asking, type Remedy } from "./remedy.ts";
import { ownerOf } from "./tables-of.ts";
import { writtenAs, writtenKey } from "./written-relation.ts";

/** What the statement needs is gone in the second run: it is run only while that is there. */
export function onlyWhileThere(scene: Scene, failure: Failure): Remedy | undefined {
  const { subject } = failure;
  if (failure.sqlstate === "22P02" && subject?.class === "enum value" && subject.on !== undefined) {
    if (neverHad(scene, subject.on, subject.name)) return undefined;
    const type = writtenKey(scene.surface, scene.again, subject.on);
    return asking(
      `run it only while ${type} has the value ${subject.name} (DO block)`,
      enumValueLookUp("there", type, subject.name),
    );
  }
  if (!isMissing(failure)) return undefined;
  const condition = subject && there(scene, subject, failure.message);
  if (!subject || !condition) return undefined;
  return asking(`run it only while ${describe(scene, subject)} is there (DO block)`, condition);
}

/** The first run read the value as another type's: asking this one for it would keep it from running at all. */
function neverHad(scene: Scene, key: string, value: string): boolean {
  const type = scene.before.types.known.get(key);
  return type?.kind === "enum" && find(type.values, value) === "absent";
}

function there(scene: Scene, subject: Subject, message: string): Condition | undefined {
  const { surface, again } = scene;
  const sql = sqlLike(surface);
  const name = writtenAs(surface, again, subject.schema, subject.name);
  const on = subject.on === undefined ? undefined : writtenKey(surface, again, subject.on);
  switch (subject.class) {
    case "table":
    case "view":
    case "materialized view":
    case "index":
    case "sequence":
    case "foreign table":
      return resolves(sql, "there", "to_regclass", name);
    case "type":
    case "domain":
      return resolves(sql, "there", "to_regtype", name);
    case "function":
    case "procedure":
    case "aggregate":
      return routineThere(scene, message, name);
    case "schema":
      return resolves(sql, "there", "to_regnamespace", name);
    case "column":
    case "attribute":
      return columnThere(scene, subject, on);
    case "constraint":
    case "policy":
    case "trigger":
    case "rule":
      return on === undefined
        ? undefined
        : childLookUp("there", subject.class, on, subject.name, false);
    case "enum value":
      return on === undefined ? undefined : enumValueLookUp("there", on, subject.name);
    case "role":
      return plain("pg_roles", "rolname", subject.name);
    case "extension":
      return plain("pg_extension", "extname", subject.name);
    case "publication":
      return plain("pg_publication", "pubname", subject.name);
    case "server":
      return plain("pg_foreign_server", "srvname", subject.name);
    default:
      return undefined;
  }
}

function columnThere(
  scene: Scene,
  { name }: Subject,
  on: string | undefined,
): Condition | undefined {
  const owner = on ?? ownerOf(scene, name);
  return owner === undefined
    ? undefined
    : columnLookUp(sqlLike(scene.surface), "there", owner, name);
}

const plain = (from: string, column: string, name: string): Condition => ({
  kind: "look-up",
  wanted: "there",
  from,
  where: [`${column} = ${literal(name)}`],
});

/**
 * `function f(integer) does not exist`: the signature is PostgreSQL's own. With an argument of unknown type nothing can be
 * asked: to_regproc is NULL for a name that several functions have.
 */
function routineThere(scene: Scene, message: string, name: string): Condition | undefined {
  const sql = sqlLike(scene.surface);
  const signature = /^(?:function|procedure|aggregate) (.+\)) does not exist$/.exec(message)?.[1];
  if (signature === undefined) return resolves(sql, "there", "to_regproc", name);
  return /\bunknown\b/.test(signature) || neverThere(scene, signature)
    ? undefined
    : resolves(sql, "there", "to_regprocedure", signature);
}

/** The first run called another one, with arguments of other types: asking for this one would keep it from running. */
function neverThere(scene: Scene, signature: string): boolean {
  const name = toNameRef(parseName(signature.slice(0, signature.indexOf("("))));
  return (
    name === undefined ||
    findRoutines(scene.before, name) === "builtin" ||
    toReg(scene.before, "regprocedure", signature, "null") === null
  );
}

function describe(scene: Scene, subject: Subject): string {
  const on =
    subject.on === undefined ? "" : ` of ${writtenKey(scene.surface, scene.again, subject.on)}`;
  return `${subject.class} ${subject.name}${on}`;
}
