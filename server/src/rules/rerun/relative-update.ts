import { appendOnce } from "../fixes/append-once.ts";
import { type Report, rule, type Scene } from "../rule.ts";
import { spotOfEffect } from "./spot.ts";

export default rule({
  id: "rerun/relative-update",
  title: "The second run changes the rows once more",
  why: "A new value that is made from the old one (n + 1, text || '!', array_append) moves on with every run, and so does INSERT … SELECT from the table itself. What was appended to an array tells that a row was done; of other values no rewrite can tell: keep a mark (a column, a table of its own), or make sure that the migration and its record are committed together.",
  severity: "rerun",
  aliases: [],
  check: changesRows,
  examples: {
    flags: [
      {
        given:
          "CREATE TABLE counters (id int PRIMARY KEY, n int); INSERT INTO counters VALUES (1, 1);",
        sql: "UPDATE counters SET n = n + 1;",
      },
      {
        given:
          "CREATE TABLE tags (id int PRIMARY KEY, names text[]); INSERT INTO tags VALUES (1, '{}');",
        sql: "UPDATE tags SET names = array_append(names, 'new') WHERE id = 1;",
        fixed:
          "UPDATE tags SET names = array_append(names, 'new') WHERE ('new' = ANY (names)) IS NOT TRUE AND (id = 1);",
      },
      {
        given:
          "CREATE TABLE tags (id int PRIMARY KEY, names text[]); INSERT INTO tags VALUES (1, '{}');",
        sql: "update tags set names = array_prepend('new', names) returning id;",
        fixed:
          "update tags set names = array_prepend('new', names) where ('new' = any (names)) is not true returning id;",
      },
    ],
    allows: [
      {
        given:
          "CREATE TABLE counters (id int PRIMARY KEY, n int); INSERT INTO counters VALUES (1, 1);",
        sql: "UPDATE counters SET n = 5 WHERE id = 1;",
        because: "the second run sets what is set already",
      },
      {
        given:
          "CREATE TABLE counters (id int PRIMARY KEY, n int); INSERT INTO counters VALUES (1, 1);",
        sql: "UPDATE counters SET n = n + 1 WHERE n = 1;",
        because: "the first run's rows no longer match",
      },
    ],
  },
});

function* changesRows(scene: Scene): Iterable<Report> {
  if (scene.second.kind === "fails") return;
  if (!scene.changes.some((change) => change.class === "row")) return;
  for (const effect of scene.effects) {
    if (effect.kind !== "update" && effect.kind !== "delete" && effect.kind !== "merge") continue;
    yield {
      message: `The second run changes the rows of ${effect.table.name} once more.`,
      detail:
        effect.kind === "update" && effect.relative
          ? "The new value is made from the old one."
          : "It does not find the rows as its first run found them.",
      at: spotOfEffect(scene.surface, effect),
      get fixes() {
        return appendOnce(scene);
      },
    };
  }
}
