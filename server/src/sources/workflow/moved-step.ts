import { insertAt } from "../../text/edits.ts";
import type { Edit, Span } from "../../text/span.ts";
import { textOf } from "../host-string.ts";
import type { HostFile } from "../source.ts";
import type { WorkflowStep } from "./workflow.ts";

/** A step before the one that upgrades to the head, behind an upgrade to this revision, which is written like it. */
export function movedStep(
  { text }: HostFile,
  steps: readonly WorkflowStep[],
  at: Span,
  revision: string,
): readonly Edit[] | undefined {
  const head = steps.find((step) => toHead.test(textOf(step.run)));
  const own = steps.find(({ item }) => item.start <= at.start && at.end <= item.end);
  if (!head || !own || head === own || /\balembic\b/.test(textOf(own.run))) return undefined;
  const command = textOf(head.run)
    .split("\n")
    .find((line) => toHead.test(line))
    ?.trim();
  const item = text.slice(head.item.start, head.item.end);
  // Of an id there can be one only.
  if (command === undefined || /^\s*(?:-\s+)?id:/m.test(item)) return undefined;
  const { start } = head.item;
  const upgrade = [
    item.slice(0, head.at.start - start),
    command.replace(toHead, `$1${revision}`),
    /^\r?\n/.test(text.slice(head.at.end - 1)) ? "\n" : "",
    item.slice(head.at.end - start),
  ].join("");
  const seed = text.slice(own.item.start, own.item.end);
  if (own.item.start < start) return [insertAt(own.item.start, withEnd(upgrade))];
  return [insertAt(start, withEnd(upgrade) + withEnd(seed)), { span: own.item, text: "" }];
}

const toHead = /(\balembic\b[^\n|&;]*?\bupgrade\s+)["']?heads?\b["']?/;

const withEnd = (lines: string): string => (lines.endsWith("\n") ? lines : `${lines}\n`);
