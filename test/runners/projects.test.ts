import { describe, expect, test } from "vitest";
import { planMigration } from "../../server/src/scaffold/plan.ts";
import { openProject } from "./project.ts";
import { projects } from "./projects.ts";

const now = Date.UTC(2026, 10, 21, 9, 30, 0);

describe.each(Object.entries(projects))("%s", (name, project) => {
  const histories = openProject(name);
  const history = histories.find((one) => one.runner.id === project.runner);
  if (!history) throw new Error(`no history of ${project.runner} in ${name}`);
  const short = (path: string): string =>
    history.folder === "" ? path : path.slice(history.folder.length + 1);

  test("is recognised, and says by what", () => {
    expect(history.because).toMatch(project.because);
  });

  test("runs its files in the tool's order and leaves out what the tool leaves out", () => {
    expect(history.files.map((file) => short(file.path))).toEqual(project.order);
    expect(history.ignored.map((file) => short(file.path))).toEqual(project.ignored ?? []);
  });

  test("has the tool's transactions and lateness", () => {
    const { late, repeats, transaction } = history.runner;
    expect({ late, repeats, grouping: transaction.grouping }).toEqual({
      late: project.late,
      repeats: project.repeats,
      grouping: project.grouping,
    });
    expect(
      history.files.filter((file) => file.outsideTransaction).map((file) => short(file.path)),
    ).toEqual(project.outside ?? []);
  });

  test("finds what reverses a migration", () => {
    const reversed = history.files.filter((file) => file.down);
    if (!project.down) expect(reversed).toEqual([]);
    else {
      const [file, first] = project.down;
      const down = reversed.find((one) => short(one.path) === file)?.down;
      expect(down?.text.slice(down.span.start, down.span.end).trimStart().split("\n")[0]).toBe(
        first,
      );
    }
  });

  test("names a new migration as the tool does, with what the tool needs beside it", () => {
    const names = history.listed.files.map((file) => file.name);
    const plan = planMigration(history, names, { kind: "add-index", name: "By mail", now });
    if (Object.keys(project.next).length === 0) {
      expect(plan).toEqual({ problem: "current.sql is there already" });
      return;
    }
    if ("problem" in plan) throw new Error(plan.problem);
    const written = new Map([
      ...plan.files.map((file) => [short(file.path), file.snippet] as const),
      ...plan.edits.map((edit) => [short(edit.path), edit.text] as const),
    ]);
    expect([...written.keys()]).toEqual(Object.keys(project.next));
    for (const [file, text] of Object.entries(project.next))
      expect(written.get(file)).toMatch(text);
  });
});
