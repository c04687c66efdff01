import { declaredExtensions } from "./environment.ts";
import type { Plan } from "./plan.ts";

/** Extensions that a history names: only these are loaded, since some do not bear each other (amcheck and pgcrypto). */
export function namedExtensions(plans: readonly Plan[]): readonly string[] {
  const names = new Set<string>();
  const add = (name: string): void => {
    names.add(name);
    for (const needed of needs[name] ?? []) names.add(needed);
  };
  for (const plan of plans) {
    declaredExtensions(plan.environment).forEach(add);
    for (const { text } of [...plan.files, plan.environment.baseline ?? { text: "" }])
      for (const match of text.replace(comments, " ").matchAll(create))
        add((match[1] ?? match[2] ?? "").toLowerCase());
  }
  return [...names];
}

/** A sentence about extensions names none; nested comments end early, which only keeps more text. */
const comments = /--[^\n]*|\/\*[\s\S]*?\*\//g;
const create = /\bcreate\s+extension\s+(?:if\s+not\s+exists\s+)?(?:"([^"\n]+)"|'?([\w-]+))/gi;

/** `requires` in the control files of PostgreSQL's contrib. */
const needs: Readonly<Record<string, readonly string[]>> = { earthdistance: ["cube"] };
