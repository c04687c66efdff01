import type { Catalog } from "../../server/src/catalog/catalog.ts";
import type { Outcome } from "../../server/src/catalog/outcome.ts";
import type { Shape } from "./shape.ts";
import { isAbsent, simulatedShape } from "./simulated-shape.ts";

/** What PostgreSQL and the simulation answered, where they do not agree. */
export interface Disagreement {
  readonly postgres: string;
  readonly simulated: string;
}

/** Of one statement; `real` is "" or a SQLSTATE and message. Unsure agrees with everything. */
export function compareOutcomes(real: string, outcome: Outcome): Disagreement | undefined {
  if (outcome.kind === "unsure") return undefined;
  const simulated = outcome.kind === "fails" ? outcome.sqlstate : "";
  if (simulated === real.slice(0, 5)) return undefined;
  if (outcome.kind === "fails" && outcome.perhapsBefore !== undefined && real !== "")
    return undefined;
  return { postgres: real === "" ? "success" : real, simulated: shown(outcome) };
}

/** Of the catalogs after a run: the first property that differs. What the simulation does not know agrees. */
export function compareShapes(real: Shape, catalog: Catalog): Disagreement | undefined {
  const simulated = simulatedShape(catalog);
  for (const [key, properties] of simulated) {
    const there = real.get(key);
    if (!there) return { postgres: `no ${key}`, simulated: `${key} ${JSON.stringify(properties)}` };
    for (const [name, value] of Object.entries(properties))
      if (value !== undefined && value !== there[name])
        return {
          postgres: `${key}: ${name} ${there[name]}`,
          simulated: `${key}: ${name} ${value}`,
        };
  }
  for (const [key, properties] of real)
    if (!simulated.has(key) && isAbsent(catalog, key))
      return { postgres: `${key} ${JSON.stringify(properties)}`, simulated: `no ${key}` };
  return undefined;
}

function shown(outcome: Outcome): string {
  switch (outcome.kind) {
    case "fails":
      return `${outcome.sqlstate} ${outcome.message}`;
    case "applied":
      return "success";
    default:
      return `success (${outcome.kind}: ${outcome.because})`;
  }
}
