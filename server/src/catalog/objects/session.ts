import { Map as PersistentMap, Set as PersistentSet } from "immutable";
import type { Discard, SessionCommand, Transaction } from "../../effects/objects/session.ts";
import type { Catalog, Relation } from "../catalog.ts";
import { derivation } from "../derivation.ts";
import { type Draft, doubt, newDraft, refuse } from "../draft.ts";
import { removeRelation } from "../look-up.ts";
import { isTable } from "../relations/require.ts";
import { deallocateAll } from "./prepared.ts";
import { effectivePath, forbidUnknown, resetAll, setConfig, withoutLocals } from "./settings.ts";
import { afterTransaction } from "./uncommitted.ts";

/** A tool begins a transaction for the file, or goes on in that of the files before it. */
export function beginShared(catalog: Catalog, shared: "file" | "files"): Catalog {
  const { pending, ...session } = catalog.session;
  const waiting = shared === "files" && pending ? { uncommitted: pending } : {};
  return { ...catalog, session: { ...session, shared, ...waiting } };
}

/** The catalog that the next file's session finds: no temporary tables, no settings, no open transaction. */
export function endSession(catalog: Catalog): Catalog {
  const draft = newDraft(catalog, "assumed");
  dropTemporary(draft, () => true);
  if (draft.catalog.plain.has("prepared statement")) deallocateAll(draft);
  const { locals, shared, uncommitted, pending, ...session } = draft.catalog.session;
  void locals;
  void pending;
  const fresh = {
    ...draft.catalog,
    session: {
      ...session,
      role: undefined,
      past: session.past + 1,
      saved: session.saved.clear(),
      settings: PersistentMap<string, string>(),
      ...(shared === "files" && uncommitted ? { pending: uncommitted } : {}),
    },
  };
  return { ...fresh, session: { ...fresh.session, searchPath: effectivePath(fresh, undefined) } };
}

function dropTemporary(draft: Draft, which: (onCommitDrop: boolean) => boolean): void {
  for (const key of temporary.of(draft.catalog.relations.known)) {
    const relation = draft.catalog.relations.known.get(key);
    if (!relation) continue;
    const drops = isTable(relation) && relation.options.get("on commit") === "drop";
    if (which(drops)) removeRelation(draft, key);
  }
}

/** The same within one transaction: what ON COMMIT DROP would take is there as any other temporary table. */
export function beforeCommit(catalog: Catalog): Catalog {
  const { relations } = catalog;
  const known = relations.known.withMutations((all) => {
    for (const key of temporary.of(relations.known)) {
      const relation = relations.known.get(key);
      if (relation && isTable(relation) && relation.options.get("on commit") === "drop")
        all.set(key, { ...relation, options: relation.options.delete("on commit") });
    }
  });
  return known === relations.known ? catalog : { ...catalog, relations: { ...relations, known } };
}

/** The keys of temporary relations: few files have any, and every file ends with this question. */
const temporary = derivation<Relation, PersistentSet<string>>(
  (known) => PersistentSet(known.filter((one) => isTemporary(one)).keys()),
  (keys, { name, is }) => (is && isTemporary(is) ? keys.add(name) : keys.delete(name)),
);

const isTemporary = ({ schema }: Relation): boolean => schema === "pg_temp";

/** BEGIN, COMMIT, ROLLBACK and savepoints. Whether a runner opened a transaction before, nobody can see. */
export function transaction(draft: Draft, effect: Transaction): void {
  draft.touched = true;
  switch (effect.command) {
    case "begin":
      if (!isOpen(draft)) save(draft, undefined);
      return;
    case "commit":
      return commit(draft, effect.chain);
    case "rollback":
      return rollBack(draft, effect.chain);
    case "savepoint":
      if (!isOpen(draft)) {
        doubt(draft, "whether a transaction is open is not known");
        save(draft, undefined);
      }
      return save(draft, effect.savepoint);
    case "release":
    case "rollback to":
      return toSavepoint(draft, effect.command, effect.savepoint ?? "");
    default:
      commit(draft, false);
      return doubt(draft, "prepared transactions are not simulated");
  }
}

const isOpen = (draft: Draft): boolean => !draft.catalog.session.saved.isEmpty();

function save(draft: Draft, name: string | undefined): void {
  const { catalog } = draft;
  const saved = catalog.session.saved.push({ name, catalog });
  draft.catalog = { ...catalog, session: { ...catalog.session, saved } };
}

function commit(draft: Draft, chain: boolean): void {
  const wasOpen = isOpen(draft);
  dropTemporary(draft, (onCommitDrop) => onCommitDrop);
  draft.catalog = withoutLocals(draft.catalog);
  draft.catalog = {
    ...draft.catalog,
    session: { ...draft.catalog.session, saved: draft.catalog.session.saved.clear() },
  };
  draft.catalog = afterTransaction(draft.catalog);
  if (wasOpen && chain) save(draft, undefined);
}

function rollBack(draft: Draft, chain: boolean): void {
  const first = draft.catalog.session.saved.first();
  if (!first) return doubt(draft, "whether a transaction is open is not known");
  draft.catalog = afterTransaction(first.catalog);
  if (chain) save(draft, undefined);
}

/** 3B001 in a block that was begun in view. */
function toSavepoint(draft: Draft, command: "release" | "rollback to", name: string): void {
  const { saved } = draft.catalog.session;
  const at = saved.findLastIndex((one) => one.name === name);
  const there = saved.get(at);
  if (at < 0 || !there) {
    if (!isOpen(draft)) return doubt(draft, "whether a transaction is open is not known");
    return refuse("3B001", `savepoint "${name}" does not exist`);
  }
  const catalog = command === "release" ? draft.catalog : there.catalog;
  const kept = saved.take(command === "release" ? at : at + 1);
  draft.catalog = { ...catalog, session: { ...catalog.session, saved: kept } };
}

export function sessionCommand(draft: Draft, { setting }: SessionCommand): void {
  draft.touched = true;
  if (setting !== undefined && setting !== "all") forbidUnknown(setting);
}

export function discard(draft: Draft, { what }: Discard): void {
  draft.touched = true;
  if (what === "all" && isOpen(draft))
    refuse("25001", "DISCARD ALL cannot run inside a transaction block");
  if (what === "all" || what === "temp") dropTemporary(draft, () => true);
  if (what !== "all") return;
  deallocateAll(draft);
  resetAll(draft, { kind: "reset-all", verb: "session" });
  setConfig(draft, "role", undefined, false);
  setConfig(draft, "session_authorization", undefined, false);
}
