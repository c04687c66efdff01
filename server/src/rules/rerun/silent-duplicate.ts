import { alterClause } from "../../effects/clauses/alter-clause.ts";
import { alterCommands } from "../../effects/clauses/alter-commands.ts";
import { createClause } from "../../effects/clauses/create-clause.ts";
import { keywordsLike } from "../../effects/clauses/letter-case.ts";
import type { Effect } from "../../effects/effect.ts";
import { identifier } from "../../sql/names.ts";
import { insertAt } from "../../text/edits.ts";
import { alterFixes } from "../fixes/alter.ts";
import { namedConstraints } from "../fixes/name-constraints.ts";
import { automaticIndexName } from "../fixes/silent-names.ts";
import { type Proposal, rule, type Scene } from "../rule.ts";
import { spotOfEffect } from "./spot.ts";

export default rule({
  id: "rerun/silent-duplicate",
  title: "Without a name, the second run makes a second copy",
  why: "PostgreSQL chooses a free name for an index or constraint that has none, so the second run succeeds and leaves t_a_idx1 beside t_a_idx: twice the work on every write, and nobody is told. Give it the name that PostgreSQL would choose, then guard it.",
  severity: "rerun",
  aliases: [],
  *check(scene) {
    if (scene.changes.length === 0) return;
    for (const effect of scene.effects) {
      const copy = copyOf(scene, effect);
      if (copy === undefined) continue;
      yield {
        message: `The second run ${scene.second.kind === "unsure" ? "fails, or" : "succeeds and"} leaves a second copy: ${copy}.`,
        detail: "PostgreSQL chooses a free name, so nothing stops it.",
        at: spotOfEffect(scene.surface, effect),
        get fixes() {
          return effect.kind === "create-index" ? namedIndex(scene, effect) : named(scene);
        },
      };
    }
  },
  examples: {
    flags: [
      {
        given: "CREATE TABLE orders (id int, placed_at date);",
        sql: "CREATE INDEX ON orders (placed_at);",
        fixed: "CREATE INDEX IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);",
      },
      {
        given: 'create table "Orders" (id int);',
        sql: 'create unique index on "Orders" (lower(id::text));',
        fixed:
          'create unique index if not exists "Orders_lower_idx" on "Orders" (lower(id::text));',
      },
      {
        given: "CREATE TABLE orders (id int);",
        sql: "CREATE INDEX CONCURRENTLY ON orders (id);",
        fixed: "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_id_idx ON orders (id);",
      },
      {
        given: "CREATE TABLE orders (id int);",
        sql: "ALTER TABLE orders ADD CHECK (id > 0);",
        fixed:
          "DO $$\nBEGIN\n  IF NOT EXISTS (\n    SELECT 1 FROM pg_constraint\n    WHERE conname = 'orders_id_check' AND conrelid = 'orders'::regclass\n  ) THEN\n    ALTER TABLE orders ADD CONSTRAINT orders_id_check CHECK (id > 0);\n  END IF;\nEND\n$$;",
      },
      {
        given:
          "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE orders (id int, user_id int);",
        sql: "ALTER TABLE orders\n  ADD UNIQUE (id),\n  ADD FOREIGN KEY (user_id) REFERENCES users (id);",
        fixed:
          "DO $$\nBEGIN\n  IF NOT EXISTS (\n    SELECT 1 FROM pg_constraint\n    WHERE conname = 'orders_id_key' AND conrelid = 'orders'::regclass\n  ) THEN\n    ALTER TABLE orders\n      ADD CONSTRAINT orders_id_key UNIQUE (id);\n  END IF;\n  IF NOT EXISTS (\n    SELECT 1 FROM pg_constraint\n    WHERE conname = 'orders_user_id_fkey' AND conrelid = 'orders'::regclass\n  ) THEN\n    ALTER TABLE orders\n      ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id);\n  END IF;\nEND\n$$;",
      },
    ],
    allows: [
      {
        sql: "CREATE TABLE IF NOT EXISTS orders (id int CHECK (id > 0));",
        because: "the constraint is made with the table, and only then",
      },
      {
        given: "CREATE TABLE orders (id int);",
        sql: "ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_id_check, ADD CHECK (id > 0);",
        because: "the second run drops the first one's constraint under its automatic name",
      },
    ],
  },
});

function copyOf(scene: Scene, effect: Effect): string | undefined {
  const isCopy =
    (effect.kind === "create-index" && effect.name === undefined) ||
    (effect.kind === "add-constraint" && effect.constraint.name === undefined);
  if (!isCopy) return undefined;
  const wanted = effect.kind === "create-index" ? "index" : "constraint";
  const added = scene.changes.filter(
    (change) => change.change === "added" && change.class === wanted,
  );
  const [first] = added;
  if (!first) return undefined;
  const name = first.on === undefined ? first.key.slice(first.key.indexOf(".") + 1) : first.key;
  return `${wanted} ${name} on ${effect.table.name}`;
}

function namedIndex(
  scene: Scene,
  effect: Extract<Effect, { kind: "create-index" }>,
): readonly Proposal[] {
  const clause = createClause(scene.surface);
  const name = automaticIndexName(scene, effect);
  if (!clause || name === undefined) return [];
  const keyword = keywordsLike(scene.surface);
  const words = `${keyword(" IF NOT EXISTS")} ${identifier(name)}`;
  return [
    {
      title: `name it ${name}, as PostgreSQL does, and insert IF NOT EXISTS`,
      grade: "safe",
      edits: [insertAt(clause.wordsEnd, words)],
    },
  ];
}

function named(scene: Scene): readonly Proposal[] {
  const clause = alterClause(scene.surface);
  if (!clause) return [];
  const remedies = namedConstraints(scene, clause, alterCommands(clause));
  return alterFixes(scene, new Map([...remedies].map(([part, remedy]) => [part, [remedy]])));
}
