import type { Failure } from "../../catalog/outcome.ts";
import type { Span } from "../../text/span.ts";
import type { Report, Scene } from "../rule.ts";

/** The failure of the next boot, where neither the first run nor a second one of the file alone has it. */
export function brokenLater(scene: Scene): Failure | undefined {
  if (scene.first.kind === "fails" || scene.second.kind === "fails") return undefined;
  const outcome = scene.replayed?.outcome;
  return outcome?.kind === "fails" ? outcome : undefined;
}

export const brokenLaterReport = (failure: Failure, detail: string, at: Span): Report => ({
  message: `The next boot fails: ${failure.sqlstate} ${failure.message}.`,
  detail,
  at,
  failure,
});
