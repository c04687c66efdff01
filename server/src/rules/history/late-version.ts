import { type FolderReport, type FolderView, folderRule, type ViewedFile } from "../folder-rule.ts";

export default folderRule({
  id: "history/late-version",
  title: "A new migration comes before one that was released",
  why: "While this branch was worked on, another one was merged with a higher version. Databases that ran that one meet this migration late: depending on the tool they never run it, refuse to go on, or run it after migrations that a fresh database runs it before.",
  severity: "error",
  aliases: [],
  *check(view) {
    for (const file of view.files) {
      const { takenBy, lateFor } = file.compared ?? {};
      if (takenBy !== undefined) yield* taken(view, file, takenBy);
      else if (lateFor !== undefined) yield* late(view, file, lateFor);
    }
  },
  examples: {
    flags: [
      {
        runner: "golang-migrate",
        released: {
          "1_users.up.sql": "CREATE TABLE IF NOT EXISTS users (id int);",
          "3_orders.up.sql": "CREATE TABLE IF NOT EXISTS orders (id int);",
        },
        files: {
          "1_users.up.sql": "CREATE TABLE IF NOT EXISTS users (id int);",
          "2_notes.up.sql": "CREATE TABLE IF NOT EXISTS notes (id int);",
        },
      },
      {
        runner: "golang-migrate",
        released: {
          "1_users.up.sql": "CREATE TABLE IF NOT EXISTS users (id int);",
          "2_orders.up.sql": "CREATE TABLE IF NOT EXISTS orders (id int);",
        },
        files: {
          "1_users.up.sql": "CREATE TABLE IF NOT EXISTS users (id int);",
          "2_notes.up.sql": "CREATE TABLE IF NOT EXISTS notes (id int);",
        },
      },
    ],
    allows: [
      {
        runner: "golang-migrate",
        released: { "1_users.up.sql": "CREATE TABLE IF NOT EXISTS users (id int);" },
        files: {
          "1_users.up.sql": "CREATE TABLE IF NOT EXISTS users (id int);",
          "2_notes.up.sql": "CREATE TABLE IF NOT EXISTS notes (id int);",
        },
        because: "it comes after all that was released",
      },
    ],
  },
});

function* late(view: FolderView, file: ViewedFile, last: string): Iterable<FolderReport> {
  const { late: follows, released } = view;
  if (follows === "impossible") return;
  yield {
    path: file.path,
    span: file.top,
    severity: follows === "applied" ? "warning" : "error",
    message: `${consequences[follows]}: ${last} of ${released} comes after it.`,
    detail:
      follows === "applied"
        ? `Databases that have ${last} run this after it, fresh ones before it. Give it a higher version where the order counts.`
        : "Give it a higher version than that.",
  };
}

const consequences = {
  skipped: "The migration tool never runs this where it ran what was released",
  refused: "The migration tool refuses to run this where it ran what was released",
  applied: "This runs out of order where what was released has run",
};

function* taken(view: FolderView, file: ViewedFile, other: string): Iterable<FolderReport> {
  if (view.duplicates === "both" || view.duplicates === "impossible") return;
  yield {
    path: file.path,
    span: file.top,
    message: `Version ${file.version} is taken: ${other} of ${view.released} has it too.`,
    detail: "Give it a higher version before it is merged.",
  };
}
