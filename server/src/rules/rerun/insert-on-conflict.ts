import { findRelation } from "../../catalog/look-up.ts";
import type { InsertEffect } from "../../effects/data/write.ts";
import { insertOnce } from "../fixes/insert-once.ts";
import { type Report, rule, type Scene } from "../rule.ts";
import { failures } from "./report.ts";
import { spotOfEffect } from "./spot.ts";

export default rule({
  id: "rerun/insert-on-conflict",
  title: "INSERT fails or adds its rows again when it is run again",
  why: "With a unique key the second run stops at it (23505); without one it adds the same rows once more, and nobody is told. ON CONFLICT (key) DO NOTHING passes over rows that are there; where there is no key, the statement has to ask for itself.",
  severity: "rerun",
  aliases: [],
  *check(scene) {
    yield* failures(
      scene,
      "insert-on-conflict",
      () => "ON CONFLICT (key) DO NOTHING passes over rows that are there.",
    );
    yield* addedAgain(scene);
    yield* eitherWay(scene);
  },
  examples: {
    flags: [
      {
        given: "CREATE TABLE plans (id int PRIMARY KEY, name text);",
        sql: "INSERT INTO plans (id, name) VALUES (1, 'free');",
        fixed: "INSERT INTO plans (id, name) VALUES (1, 'free') ON CONFLICT (id) DO NOTHING;",
      },
      {
        given: "create table plans (id int primary key, name text);",
        sql: "insert into plans (id, name)\nvalues\n  (1, 'free'),\n  (2, 'paid');",
        fixed:
          "insert into plans (id, name)\nvalues\n  (1, 'free'),\n  (2, 'paid')\non conflict (id) do nothing;",
      },
      {
        given: 'CREATE TABLE plans (id serial PRIMARY KEY, "Name" text UNIQUE);',
        sql: "INSERT INTO plans (\"Name\") VALUES ('free') RETURNING id;",
        fixed:
          'INSERT INTO plans ("Name") VALUES (\'free\') ON CONFLICT ("Name") DO NOTHING RETURNING id;',
      },
      {
        given:
          "CREATE TABLE plans (id int, tenant int, PRIMARY KEY (tenant, id)); CREATE TABLE old (id int, tenant int); INSERT INTO old VALUES (1, 1);",
        sql: "INSERT INTO plans SELECT old.id, old.tenant FROM old;",
        fixed:
          "INSERT INTO plans SELECT old.id, old.tenant FROM old ON CONFLICT (tenant, id) DO NOTHING;",
      },
      {
        given: "CREATE TABLE settings (key text, value text);",
        sql: "INSERT INTO settings (key, value) VALUES ('theme', NULL);",
        fixed:
          "INSERT INTO settings (key, value) SELECT 'theme', NULL\nWHERE NOT EXISTS (SELECT 1 FROM settings WHERE key = 'theme' AND value IS NULL);",
      },
      {
        given: "CREATE TABLE settings (key text, value text);",
        sql: "INSERT INTO settings VALUES ('a', '1'), ('b', '2');",
        fixed:
          "DO $$\nBEGIN\n  IF NOT EXISTS (\n    SELECT 1 FROM settings\n    WHERE key = 'a' AND value = '1'\n  ) THEN\n    INSERT INTO settings VALUES ('a', '1'), ('b', '2');\n  END IF;\nEND\n$$;",
      },
      {
        given: "CREATE TABLE secret (id int, token text DEFAULT md5('x'));",
        sql: "INSERT INTO secret DEFAULT VALUES;",
        fixed:
          "DO $$\nBEGIN\n  IF NOT EXISTS (\n    SELECT 1 FROM secret\n  ) THEN\n    INSERT INTO secret DEFAULT VALUES;\n  END IF;\nEND\n$$;",
      },
      {
        given: "CREATE TABLE IF NOT EXISTS buckets (id text, name text);",
        sql: "INSERT INTO buckets (id, name) VALUES ('avatars', 'avatars');",
        fixed:
          "INSERT INTO buckets (id, name) SELECT 'avatars', 'avatars'\nWHERE NOT EXISTS (SELECT 1 FROM buckets WHERE id = 'avatars' AND name = 'avatars');",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE plans (id int PRIMARY KEY);",
        sql: "INSERT INTO plans VALUES (1) ON CONFLICT DO NOTHING;",
        because: "the second run passes over the row",
      },
      {
        given: "CREATE TABLE plans (id int PRIMARY KEY, name text);",
        sql: "INSERT INTO plans VALUES (1, 'a') ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name;",
        because: "the second run sets what is set already",
      },
      {
        given: "CREATE TABLE settings (key text);",
        sql: "INSERT INTO settings (key) SELECT 'a' WHERE NOT EXISTS (SELECT 1 FROM settings WHERE key = 'a');",
        because: "the second run finds the row",
      },
      {
        given: "CREATE TABLE plans (id int PRIMARY KEY);",
        sql: "DELETE FROM plans; INSERT INTO plans VALUES (1);",
        because: "the second run deletes the row before it inserts it",
      },
      {
        given: "CREATE TABLE IF NOT EXISTS jobs (name text);",
        sql: "INSERT INTO jobs (name) VALUES ('once'); DELETE FROM jobs WHERE name = 'once';",
        because: "the row is gone before the second run, whatever the keys of the table are",
      },
    ],
  },
});

/** Of a table whose keys nobody saw: with one the second run fails, without one it adds the rows again. */
function* eitherWay(scene: Scene): Iterable<Report> {
  const effect = insertOf(scene);
  if (!effect || scene.second.kind !== "unsure" || !leavesItsRows(scene, effect)) return;
  yield {
    message: `The second run adds the rows to ${effect.table.name} again, or fails where a unique key has them.`,
    detail: "The table's keys are not known; either way it is not what the first run left.",
    at: spotOfEffect(scene.surface, effect),
    get fixes() {
      return insertOnce(scene, effect);
    },
  };
}

/** Are the very rows that the first run inserted there when the statement is run again? */
function leavesItsRows(scene: Scene, effect: InsertEffect): boolean {
  if (effect.onConflict || (effect.source !== "default values" && effect.source.kind !== "values"))
    return false;
  const [before, after, again] = [scene.before, scene.after, scene.again].map((catalog) => {
    const relation = catalog.relations.known.get(findRelation(catalog, effect.table).key);
    return relation && "rows" in relation ? relation.rows.known : undefined;
  });
  const added = after?.filterNot((row) => before?.includes(row) ?? false);
  return (
    added !== undefined && !added.isEmpty() && added.every((row) => again?.includes(row) ?? false)
  );
}

const insertOf = (scene: Scene): InsertEffect | undefined =>
  scene.effects.find((one): one is InsertEffect => one.kind === "insert");

function* addedAgain(scene: Scene): Iterable<Report> {
  const effect = insertOf(scene);
  const told = scene.changes.some((change) => change.class === "row");
  if (!effect || !(told || scene.echoes.length > 0)) return;
  if (scene.second.kind === "unsure" && leavesItsRows(scene, effect)) return;
  const orFails = scene.second.kind === "unsure";
  yield {
    message: `The second run adds the rows to ${effect.table.name} again${orFails ? ", or fails because they are there" : ""}.`,
    detail: told
      ? orFails
        ? "Not all keys of the table are known."
        : "There is no unique key that would stop it."
      : "So does a later statement, where it is reported.",
    ...(told ? {} : { echo: true as const }),
    at: spotOfEffect(scene.surface, effect),
    get fixes() {
      return insertOnce(scene, effect);
    },
  };
}
