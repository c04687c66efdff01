import type { EngineChoice } from "./job.ts";
import { type Engine, EngineError } from "./session.ts";

export async function onServer(
  choice: Exclude<EngineChoice, { kind: "built in" }>,
  _options: { readonly deadline: number; readonly signal: AbortSignal },
): Promise<Engine> {
  throw new EngineError(`${choice.kind}: not yet`);
}
