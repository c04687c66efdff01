import type { Difference } from "../../catalog/difference.ts";
import { reverseOf } from "../fixes/reverse.ts";
import type { FolderProposal, ViewedFile } from "../folder-rule.ts";

/** A reverse that undoes the whole migration, where one is known. */
export function writtenReverse(file: ViewedFile): readonly FolderProposal[] {
  const statements = reverseOf(file.steps());
  const sql = statements.join("\n");
  if (statements.length === 0 || file.leftAfter(sql)?.length !== 0) return [];
  const edits = file.withReverse(sql);
  return edits
    ? [{ title: `Write the reverse: ${summary(statements)}`, grade: "review", files: [edits] }]
    : [];
}

/** The reverse that is there, with statements for what it leaves over. */
export function completedReverse(
  file: ViewedFile,
  written: string,
  left: readonly Difference[],
): readonly FolderProposal[] {
  let sql = written.trim();
  let open = left.length;
  const added: string[] = [];
  for (const statement of reverseOf(file.steps())) {
    if (open === 0) break;
    const places = [`${sql}\n${statement}`, `${statement}\n${sql}`];
    const better = places.find((one) => (file.leftAfter(one)?.length ?? open) < open);
    if (better === undefined) continue;
    sql = better;
    open = file.leftAfter(better)?.length ?? open;
    added.push(statement);
  }
  const edits = open === 0 && added.length > 0 ? file.withReverse(sql) : undefined;
  return edits
    ? [{ title: `Complete the reverse: ${summary(added)}`, grade: "review", files: [edits] }]
    : [];
}

const summary = ([first = "", ...more]: readonly string[]): string =>
  more.length > 0 ? `${first} and ${more.length} more` : first;
