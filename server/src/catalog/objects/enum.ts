import type { AddEnumValue, RenameEnumValue } from "../../effects/objects/type.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import type { EnumType } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { type Draft, doubt, notice, refuse } from "../draft.ts";
import { emptyNames, find, isThere, put, remove } from "../names.ts";
import { putType } from "./create-type.ts";
import { requireType } from "./require.ts";
import { noteNewLabel, renameNewLabel } from "./uncommitted.ts";
import { shownType } from "./written-type.ts";

type Values = EnumType["values"];

export function addEnumValue(draft: Draft, effect: AddEnumValue): void {
  const { key, type } = requireEnum(draft, effect.name);
  const { value, place } = effect;
  const found = find(type.values, value);
  if (isThere(found)) {
    const message = `enum label "${value}" already exists`;
    if (effect.guard === "if not exists") return notice(draft, `${message}, skipping`);
    return refuse("42710", message, { class: "enum value", name: value, on: key });
  }
  if (found === "unknown" && effect.guard !== "if not exists")
    doubt(draft, `enum label "${value}" may exist already`);
  let values = type.values;
  if (place) values = requireValue(draft, key, values, place.value);
  const neighbour = place && values.known.get(place.value);
  const at = neighbour ? neighbour.position + (place.where === "after" ? 1 : 0) : next(values);
  putType(draft, key, {
    ...type,
    values: put(pushed(values, at), value, { position: at, origin: draft.origin }),
  });
  // Guarded and unseen: it may have been there all along.
  if (found === "absent" || effect.guard !== "if not exists") noteNewLabel(draft, key, value);
}

/** The old one is looked for first. */
export function renameEnumValue(draft: Draft, effect: RenameEnumValue): void {
  const { key, type } = requireEnum(draft, effect.name);
  const values = requireValue(draft, key, type.values, effect.value);
  const taken = find(values, effect.to);
  if (isThere(taken))
    refuse("42710", `enum label "${effect.to}" already exists`, {
      class: "enum value",
      name: effect.to,
      on: key,
    });
  const old = values.known.get(effect.value);
  const position = old?.position ?? next(values);
  putType(draft, key, {
    ...type,
    values: put(remove(values, effect.value), effect.to, {
      position,
      origin: old?.origin ?? "assumed",
    }),
  });
  renameNewLabel(draft, key, effect.value, effect.to);
}

/** 22023; an unseen one is learnt. */
function requireValue(draft: Draft, key: string, values: Values, value: string): Values {
  const found = find(values, value);
  if (found === "absent")
    return refuse("22023", `"${value}" is not an existing enum label`, {
      class: "enum value",
      name: value,
      on: key,
    });
  if (found !== "unknown") return values;
  doubt(draft, `enum label "${value}" was not created in view`);
  return put(values, value, { position: next(values), origin: "assumed" });
}

const next = (values: Values): number =>
  values.known.reduce((highest, { position }) => Math.max(highest, position + 1), 0);

/** Room for a label: those behind move on. */
const pushed = (values: Values, from: number): Values => ({
  ...values,
  known: values.known.map((label) =>
    label.position >= from ? { ...label, position: label.position + 1 } : label,
  ),
});

/** Of an unseen type it is learnt that it is an enum. */
function requireEnum(
  draft: Draft,
  name: NameRef,
): { readonly key: string; readonly type: EnumType } {
  const { type: named, found } = requireType(draft, { ...name, dimensions: 0 });
  const key = relationKey(named.schema, named.name);
  if (isThere(found) && found.kind === "type" && found.type.kind === "enum")
    return { key, type: found.type };
  if (isThere(found)) {
    if (found.kind !== "type" || found.type.kind !== "unknown")
      return refuse(
        "42809",
        `${shownType(named, draft.catalog.session.searchPath)} is not an enum`,
        { class: "type", ...name },
      );
    doubt(draft, `"${name.name}" may not be an enum`);
  }
  const learnt: EnumType = {
    kind: "enum",
    schema: named.schema,
    name: named.name,
    values: emptyNames(false),
    origin: "assumed",
  };
  putType(draft, key, learnt);
  return { key, type: learnt };
}
