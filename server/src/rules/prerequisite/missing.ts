import { namedIn } from "../../effects/clauses/named.ts";
import type { Missing } from "../../history/missing.ts";
import type { Proposal, Report, Scene } from "../rule.ts";

/** What the environment must have for this statement, told of where it is needed first. */
export function* prerequisites(
  scene: Scene,
  is: (missing: Missing) => boolean,
  message: (missing: Missing) => string,
  detail: (missing: Missing) => string,
  fixes: (scene: Scene, missing: Missing) => readonly Proposal[] = () => [],
): Iterable<Report> {
  for (const missing of scene.missing) {
    if (missing.from !== "environment" || missing.expected || !is(missing)) continue;
    yield {
      message: message(missing),
      detail: detail(missing),
      at: namedIn(scene.surface, missing.name) ??
        (missing.failure.subject && namedIn(scene.surface, missing.failure.subject.name)) ?? {
          start: 0,
          end: scene.surface.tokens[0]?.span.end ?? 0,
        },
      failure: missing.failure,
      ...declares(missing),
      get fixes() {
        return fixes(scene, missing);
      },
    };
  }
}

function declares({ class: of, name, extension }: Missing): Pick<Report, "declares"> {
  if (extension !== undefined) return { declares: { kind: "extensions", name: extension } };
  if (of === "role") return { declares: { kind: "roles", name } };
  return of === "schema" ? { declares: { kind: "schemas", name } } : {};
}
