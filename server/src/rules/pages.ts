import { folderRuleDocumentation, ruleDocumentation } from "./documentation.ts";
import { folderRules } from "./folder-registry.ts";
import { rules } from "./registry.ts";

/** What all rules say of themselves. */
export interface Page {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly text: () => string;
}

/** The pages of all rules, in the order of the documentation. */
export const pages: readonly Page[] = [
  ...rules.map((rule) => ({
    id: rule.id,
    title: rule.title,
    why: rule.why,
    text: () => ruleDocumentation(rule),
  })),
  ...folderRules.map((rule) => ({
    id: rule.id,
    title: rule.title,
    why: rule.why,
    text: () => folderRuleDocumentation(rule),
  })),
];
