import { pages } from "../rules/pages.ts";
import { UsageError } from "./usage-error.ts";

/** The documentation page of a rule, by id or by its last part. */
export function explain(name: string): string {
  const rule = pages.find((one) => one.id === name || one.id.endsWith(`/${name}`));
  if (!rule) throw new UsageError(`there is no rule ${name}; \`safe-migrations rules\` lists them`);
  return rule.text();
}

/** One line for each rule. */
export function listRules(): string {
  const width = Math.max(...pages.map((one) => one.id.length));
  return pages.map((one) => `${one.id.padEnd(width)}  ${one.title}\n`).join("");
}
