import type { Fix } from "../rules/finding.ts";
import { textOf } from "../sources/host-string.ts";
import type { Idle } from "../sources/source.ts";
import type { Judged } from "./check-file.ts";
import { type Bench, withHosts } from "./context.ts";
import { problems } from "./try-fix.ts";

/** For what nobody creates: the program has a constant that would, and never sends it. Tried. */
export function idleFixes(on: Bench, judged: Judged, path: string): readonly Fix[] {
  const { source } = on.file;
  const name = /"(?:\w+\.)?(\w+)" does not exist/.exec(judged.finding.message)?.[1];
  const ran = on.first.statements[judged.statement];
  const send =
    ran &&
    source?.sends.find(
      ({ span }) =>
        span.start <= ran.read.statement.span.start && ran.read.statement.span.end <= span.end,
    );
  if (!source?.idle || !send || name === undefined) return [];
  return source.idle
    .filter((one) => makes(one, name))
    .flatMap((one) => {
      const edit = one.before(send.call, send.host);
      const of = source.hosts[send.host]?.path;
      if (!edit || of === undefined) return [];
      const tried = withHosts(on, [{ host: send.host, edit }]);
      if (failures(tried) >= failures(on) || problems(tried) > problems(on)) return [];
      const fix: Fix = {
        title: `Run ${one.name} before it`,
        grade: "review",
        edits: of === path ? [edit] : [],
        ...(of === path ? {} : { others: [{ path: of, edits: [edit] }] }),
      };
      return [fix];
    });
}

const failures = (on: Bench): number =>
  on.first.statements.filter((one) => one.outcome.kind === "fails").length;

const makes = (one: Idle, name: string): boolean =>
  new RegExp(
    `^\\s*create\\s+(?:unlogged\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?(?:"?\\w+"?\\.)?"?${name}"?[\\s(]`,
    "i",
  ).test(textOf(one.string));
