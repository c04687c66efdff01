import { type Proposal, rule, type Scene } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "first-run/not-in-transaction",
  title: "A statement that cannot run in a transaction, in one",
  why: "CREATE INDEX CONCURRENTLY, VACUUM, ALTER SYSTEM, CREATE DATABASE and their like open transactions of their own, so PostgreSQL refuses them inside a transaction block, in a function and in a DO block. Most migration tools wrap a file in a transaction unless it asks them not to, and several statements that are sent at once are one transaction too.",
  severity: "error",
  run: "fresh",
  aliases: [],
  *check(scene) {
    yield* failures(scene, "not-in-transaction", ({ effect }) =>
      effect.kind === "do" || effect.kind === "call"
        ? "It has to be a statement of its own, outside any function or block."
        : "Move it into a file that runs outside a transaction.",
    );
    const { name, optOut } = scene.transaction;
    if (name === undefined || scene.first.kind === "fails") return;
    const message = `${name} cannot run inside a transaction block`;
    yield {
      message: `Fails on a fresh database: 25001 ${message}.`,
      detail: optOut
        ? `The migration tool wraps this file in a transaction, unless it says ${optOut.says}.`
        : "The migration tool wraps the statements of this file in a transaction: move it into a file of its own.",
      at: { start: 0, end: scene.surface.tokens[0]?.span.end ?? 0 },
      failure: { kind: "fails", sqlstate: "25001", message, effect: 0 },
      get fixes() {
        return optingOut(scene);
      },
    };
  },
  examples: {
    flags: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "BEGIN; CREATE INDEX CONCURRENTLY IF NOT EXISTS by_id ON orders (id); COMMIT;",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "CREATE INDEX CONCURRENTLY IF NOT EXISTS by_id ON orders (id);",
        because: "a single statement is in no transaction block",
      },
    ],
  },
});

function optingOut({ transaction: { optOut } }: Scene): readonly Proposal[] {
  if (!optOut) return [];
  return [
    {
      title: `Run this file outside a transaction: ${optOut.says}`,
      grade: "sketch",
      edits: [optOut.edit],
      mends: "first run",
    },
  ];
}
