import { builtinFunctions } from "../builtin/functions.ts";
import type { Catalog, Routine } from "../catalog.ts";
import type { SourceRow } from "../evaluate/env.ts";
import { schemasInView } from "../evaluate/plain-names.ts";
import { routineKey } from "../evaluate/regs.ts";
import { findRoutines } from "../evaluate/routine-names.ts";
import { oid, someValue, unknown, type Value } from "../evaluate/value.ts";
import { overloads } from "../objects/routines.ts";
import { schemaOid } from "./relations.ts";
import { row, type SystemView, wantedKey, wantedText } from "./source.ts";

const letters: Readonly<Record<Routine["kind"], string | undefined>> = {
  function: "f",
  procedure: "p",
  aggregate: "a",
  window: "w",
  unknown: undefined,
};

export const pgProc: SystemView = (catalog, wanted) =>
  routineRows(
    catalog,
    {
      key: wantedKey(wanted, "oid"),
      name: wantedText(wanted, "proname"),
      schema: wantedText(wanted, "pronamespace"),
    },
    (schema, name, routine) => ({
      oid: routine ? oid("routine", routineKey(routine)) : someValue,
      proname: name,
      pronamespace: schemaOid(schema),
      prokind: (routine && letters[routine.kind]) ?? unknown,
      pronargs: routine?.arguments ? routine.arguments.length : unknown,
      prosrc: routine?.body ?? unknown,
    }),
  );

export const informationRoutines: SystemView = (catalog, wanted) =>
  routineRows(
    catalog,
    {
      key: undefined,
      name: wantedText(wanted, "routine_name"),
      schema: wantedText(wanted, "routine_schema", "specific_schema"),
    },
    (schema, name, routine) => ({
      routine_schema: schema,
      specific_schema: schema,
      routine_name: name,
      routine_type: routine && routine.kind !== "unknown" ? routine.kind.toUpperCase() : unknown,
      routine_definition: routine?.body ?? unknown,
    }),
  );

interface AskedRoutine {
  readonly key: string | undefined;
  readonly name: string | undefined;
  readonly schema: string | undefined;
}

function* routineRows(
  catalog: Catalog,
  asked: AskedRoutine,
  shown: (
    schema: Value,
    name: Value,
    routine: Routine | undefined,
  ) => Readonly<Record<string, Value>>,
): Iterable<SourceRow> {
  const { name, schema } = asked;
  if (name === undefined) {
    for (const routine of catalog.routines.known.values()) {
      if (schema !== undefined && routine.schema !== schema) continue;
      if (asked.key !== undefined && routineKey(routine) !== asked.key) continue;
      yield row(shown(routine.schema, routine.name, routine));
    }
    // PostgreSQL's own, and where the world is open all others.
    const others = schema === undefined || schema === "pg_catalog" || !catalog.routines.complete;
    if (others && asked.key === undefined)
      yield row(shown(schema ?? unknown, someValue, undefined), "many");
    return;
  }
  if ((schema === undefined || schema === "pg_catalog") && builtinFunctions(name).length > 0)
    yield row(shown("pg_catalog", name, undefined));
  const schemas = schema === undefined ? [...schemasInView(catalog)] : [schema];
  const known = schemas.flatMap((one) =>
    overloads(catalog, one, name).map(([, routine]) => routine),
  );
  for (const routine of known) yield row(shown(routine.schema, name, routine));
  if (known.length > 0) return;
  const open = schemas.filter(
    (one) => one !== "pg_catalog" && findRoutines(catalog, { schema: one, name }) === "unknown",
  );
  const gone = open.length < schemas.filter((one) => one !== "pg_catalog").length;
  // A name that somebody has spoken of in one schema is not unseen in another.
  if (!gone || schema !== undefined)
    for (const one of open) yield row(shown(one, name, undefined), "maybe");
}
