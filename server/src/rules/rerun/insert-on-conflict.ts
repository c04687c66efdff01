import type { Effect } from "../../effects/effect.ts";
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
    ],
  },
});

function* addedAgain(scene: Scene): Iterable<Report> {
  const effect = scene.effects.find(
    (one): one is Extract<Effect, { kind: "insert" }> => one.kind === "insert",
  );
  const told = scene.changes.some((change) => change.class === "row");
  if (!effect || !(told || scene.echoes.length > 0)) return;
  yield {
    message: `The second run adds the rows to ${effect.table.name} again.`,
    detail: told
      ? "There is no unique key that would stop it."
      : "So does a later statement, where it is reported.",
    ...(told ? {} : { echo: true as const }),
    at: spotOfEffect(scene.surface, effect),
    get fixes() {
      return insertOnce(scene, effect);
    },
  };
}
