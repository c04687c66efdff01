import { expect, test } from "vitest";
import { applyEdits, insertAt, replace } from "../../server/src/text/edits.ts";

test.each([
  { edits: [], after: "drop table t" },
  { edits: [insertAt(10, " if exists")], after: "drop table if exists t" },
  { edits: [insertAt(12, ";"), insertAt(10, " if exists")], after: "drop table if exists t;" },
  { edits: [insertAt(12, " cascade"), insertAt(12, ";")], after: "drop table t cascade;" },
  { edits: [replace({ start: 5, end: 10 }, "view")], after: "drop view t" },
  {
    edits: [replace({ start: 5, end: 10 }, "view"), replace({ start: 8, end: 12 }, "x")],
    after: "drop view t",
  },
])("drop table t becomes $after", ({ edits, after }) => {
  expect(applyEdits("drop table t", edits)).toBe(after);
});
