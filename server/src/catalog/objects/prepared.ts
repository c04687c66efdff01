import type { Deallocate, Execute, Prepare } from "../../effects/objects/prepared.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { plainNames, setPlainNames } from "../look-up.ts";
import { emptyNames } from "../names.ts";
import { putPlain, removePlain } from "./plain.ts";

/** Prepared statements live as long as their session, so one that was not made in view is not there. */
const isPrepared = (draft: Draft, name: string): boolean =>
  plainNames(draft.catalog, "prepared statement").known.has(name);

export function prepare(draft: Draft, effect: Prepare): void {
  const { name, reads } = effect;
  if (isPrepared(draft, name))
    refuse("42P05", `prepared statement "${name}" already exists`, { class: effect.class, name });
  putPlain(draft, "prepared statement", name, {
    name,
    definition: effect.definition,
    origin: draft.origin,
    ...(reads ? { needs: ["reads only"] } : {}),
  });
}

export function execute(draft: Draft, { name }: Execute): void {
  draft.touched = true;
  requirePrepared(draft, name);
  const statement = plainNames(draft.catalog, "prepared statement").known.get(name);
  if (!statement?.needs?.includes("reads only"))
    doubt(draft, `what prepared statement "${name}" writes is not simulated`);
}

export function deallocate(draft: Draft, { name }: Deallocate): void {
  draft.touched = true;
  if (name === undefined) return deallocateAll(draft);
  requirePrepared(draft, name);
  removePlain(draft, "prepared statement", name);
}

export const deallocateAll = (draft: Draft): void =>
  setPlainNames(draft, "prepared statement", emptyNames(draft.catalog.closed));

function requirePrepared(draft: Draft, name: string): void {
  if (!isPrepared(draft, name))
    refuse("26000", `prepared statement "${name}" does not exist`, {
      class: "prepared statement",
      name,
    });
}
