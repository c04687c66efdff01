import type { List, Map as PersistentMap, Set as PersistentSet } from "immutable";
import type { Expr } from "../effects/expression.ts";
import type { Names } from "./names.ts";
import type { PlainClass } from "./outcome.ts";

/**
 * The schema between two statements: an immutable value.
 *
 * Everything is referred to by name, as a key: `schema.name` of folded, unquoted names (relationKey); a rename
 * therefore sweeps the catalog (relations/rename.ts). Where the world is open, what nobody showed is unknown, and
 * what a successful statement needed becomes knowledge.
 */
export interface Catalog {
  /** A history that starts from nothing: what nobody created is absent. */
  readonly closed: boolean;
  /** The major version of the server, where somebody said it. */
  readonly postgresVersion?: number;
  readonly session: Session;
  /** Tables, views, materialized views, indexes, sequences, foreign tables, composite types: pg_class. */
  readonly relations: Names<Relation>;
  /** Enums, domains, ranges, composite and base types; a table's row type and array types are implied. */
  readonly types: Names<Type>;
  /** By `schema.name(argument types)`. */
  readonly routines: Names<Routine>;
  /** All the other kinds, by their own key: see plainKey. */
  readonly plain: PersistentMap<PlainClass, Names<PlainObject>>;
  /** Answers assumed for guards that could not be decided, by the guard's text: the same question gets the same answer. */
  readonly assumed: PersistentMap<string, boolean>;
}

export interface Session {
  /** The schemas that names are looked up in, without those that are known to be missing. */
  readonly searchPath: readonly string[];
  readonly role: string | undefined;
  /** Saved states of an open transaction block, outermost first; `name` of a savepoint. */
  readonly saved: List<{ readonly name: string | undefined; readonly catalog: Catalog }>;
  /** How many have ended before it: the clock goes on in between. */
  readonly past: number;
  /** SET and set_config values that later statements may ask for. */
  readonly settings: PersistentMap<string, string>;
  /** What SET LOCAL will give back at the end of the transaction: the value before it, null where there was none. */
  readonly locals?: PersistentMap<string, string | null>;
  /** The migration tool runs more than one statement in a transaction: this file's, or those of the files around it. */
  readonly shared?: "file" | "files";
  /** Enum types and labels (see objects/uncommitted.ts) that the open transaction has made. */
  readonly uncommitted?: PersistentSet<string>;
  /** Those of the files before this one, where the tool runs all that are pending in one transaction. */
  readonly pending?: PersistentSet<string>;
}

/** Which statement made it; "assumed": a statement needed it, so it must have been there. Never part of a comparison. */
export type Origin = { readonly migration: number; readonly statement: number } | "assumed";

interface RelationBase {
  readonly schema: string;
  readonly name: string;
  readonly origin: Origin;
  /** A statement needed it without naming its schema, and more than one of the search path may have it. */
  readonly guessed?: true;
  readonly owner?: string;
  /** The extension that brought it. */
  readonly extension?: string;
}

export type Relation = Table | View | Index | Sequence | CompositeRelation | UnknownRelation;

/** Something with this name is a relation; of what kind is not known. */
export interface UnknownRelation extends RelationBase {
  readonly kind: "unknown";
  /** Taken for an index of a table that nobody knows: it may go with any that was not made in view. */
  readonly part?: true;
}

export interface Table extends RelationBase {
  readonly kind: "table" | "partitioned table" | "foreign table";
  readonly persistence: "permanent" | "unlogged" | "temporary";
  readonly columns: Names<Column>;
  readonly constraints: Names<Constraint>;
  /** If it has a primary key, `constraints` has it: one was added in view. */
  readonly primaryKeySeen?: true;
  /** Column sets that a foreign key or ON CONFLICT needed, though their unique index was not seen; [] is the primary key. */
  readonly assumedKeys?: readonly (readonly string[])[];
  readonly triggers: Names<Trigger>;
  readonly policies: Names<Policy>;
  readonly rules: Names<RewriteRule>;
  /** Parents by INHERITS or ATTACH / PARTITION OF, by relation key. */
  readonly parents: readonly string[];
  /** Of a table that was not created in view: what it certainly does not inherit from any more. */
  readonly formerParents?: readonly string[];
  readonly partitionBound?: string;
  readonly partitionKey?: string;
  /** Columns that the partition key reads. */
  readonly partitionColumns?: readonly string[];
  readonly rowSecurity: boolean | "unknown";
  readonly forceRowSecurity: boolean | "unknown";
  readonly rows: Rows;
  /** reloptions, replica identity, access method, … : by name, in canonical form. */
  readonly options: PersistentMap<string, string>;
}

/** Rows that the history's own INSERTs put there. */
export interface Rows {
  readonly known: List<Row>;
  /** Nothing else is in the table. */
  readonly complete: boolean;
  /** A row that may be there unseen has a number of its own where others have a sequence's. */
  readonly numbered?: true;
  /** Keys that certainly no row has, where others may be there unseen: see data/key-text.ts. */
  readonly absent?: PersistentSet<string>;
}

/** Constants by column; a column that is not named holds something that is not known, or (`fresh`) differs from every other row. */
export interface Row {
  readonly values: PersistentMap<string, RowValue>;
}
export type RowValue =
  | { readonly kind: "constant"; readonly text: string | null }
  /** Another value each time it is made: two are the same only where they are the same object. */
  | { readonly kind: "fresh" }
  /**
   * `moved`: certainly not what it was before (n + 1); the same only where it is the same object. `unused`: certainly
   * not what a row had that was there before. `perhapsNull`: NULL in one of the cases that the statement names.
   */
  | {
      readonly kind: "unknown";
      readonly moved?: true;
      readonly unused?: true;
      readonly perhapsNull?: true;
    };

export interface Column {
  readonly name: string;
  readonly type: TypeName | "unknown";
  /** attnum: only its order counts. */
  readonly position: number;
  readonly notNull: boolean | "unknown";
  readonly default?: ColumnDefault;
  readonly identity?: "always" | "by default";
  readonly generated?: "stored" | "virtual";
  readonly collation?: string;
  readonly inherited?: boolean;
  /** The table declares it itself too: dropping the parent's leaves it. */
  readonly local?: true;
  readonly options?: string;
  /** What reads it was made over another type: PostgreSQL remembers that with casts that nobody wrote. */
  readonly retyped?: true;
  /** A statement needed it: whether it has a default, an identity … is not known. */
  readonly assumed?: true;
}
/** `definition`: canonical text, for comparing; `fresh`: every row gets another value (nextval, gen_random_uuid). */
export interface ColumnDefault {
  readonly definition: string;
  readonly value: Expr;
  readonly fresh: boolean;
  readonly sequence?: string;
}

export interface TypeName {
  /** Resolved: pg_catalog for built-in ones. */
  readonly schema: string;
  readonly name: string;
  readonly modifiers?: string;
  readonly dimensions: number;
}

export interface Constraint {
  readonly name: string;
  readonly type: "check" | "unique" | "primary key" | "foreign key" | "exclude" | "not null";
  readonly columns: readonly string[];
  /** The relation key of the index behind unique, primary key, exclude. */
  readonly index?: string;
  readonly references?: { readonly relation: string; readonly columns: readonly string[] };
  readonly validated: boolean;
  readonly nullsNotDistinct?: boolean;
  readonly inherited?: boolean;
  /** The table declares the inherited check itself too: dropping the parent's leaves it. */
  readonly local?: true;
  /** A check that children do not get. */
  readonly noInherit?: true;
  /** Canonical text of the rest (expression, actions, deferrability), for comparing. */
  readonly definition: string;
  readonly origin: Origin;
}

export interface Index extends RelationBase {
  readonly kind: "index";
  readonly table: string;
  /** Column names; undefined for an expression. */
  readonly columns: readonly (string | undefined)[];
  /** What the index itself calls them: an expression goes by its function. */
  readonly columnNames: readonly string[];
  readonly included: readonly string[];
  readonly unique: boolean;
  readonly nullsNotDistinct: boolean;
  readonly partial: boolean;
  /** The constraint it belongs to. */
  readonly constraint?: string;
  /** Columns that expressions and predicate read: dropping one drops the index. */
  readonly reads: readonly string[];
  readonly parent?: string;
  readonly definition: string;
}

export interface View extends RelationBase {
  readonly kind: "view" | "materialized view";
  readonly columns: Names<Column>;
  readonly triggers: Names<Trigger>;
  readonly rules: Names<RewriteRule>;
  readonly reads: readonly Read[];
  readonly definition: string;
  /** The session that made it, where a literal 'now' of its query became the time of that moment. */
  readonly now?: number;
  readonly options: PersistentMap<string, string>;
}

/** A relation that a view's query reads, with the columns read where known. */
export interface Read {
  readonly relation: string;
  readonly columns?: readonly string[];
  /** And perhaps columns that nobody knew of: `*`, or a name that may be another relation's. */
  readonly others?: true;
}

export interface Sequence extends RelationBase {
  readonly kind: "sequence";
  readonly ownedBy?: { readonly table: string; readonly column: string };
  readonly identity?: true;
  readonly definition: string;
}

export interface CompositeRelation extends RelationBase {
  readonly kind: "composite type";
  readonly columns: Names<Column>;
}

export interface Trigger {
  readonly name: string;
  readonly function: string;
  readonly definition: string;
  readonly enabled: string;
  readonly origin: Origin;
  readonly inherited?: boolean;
}
export interface Policy {
  readonly name: string;
  readonly command: string;
  readonly roles: readonly string[];
  readonly definition: string;
  readonly origin: Origin;
}
export interface RewriteRule {
  readonly name: string;
  readonly definition: string;
  readonly enabled: string;
  readonly origin: Origin;
}

export type Type = EnumType | DomainType | OtherType;
interface TypeBase {
  readonly schema: string;
  readonly name: string;
  readonly origin: Origin;
  readonly owner?: string;
  /** The extension that brought it. */
  readonly extension?: string;
  /** What it goes away with: see PlainObject. */
  readonly needs?: readonly string[];
}
export interface EnumType extends TypeBase {
  readonly kind: "enum";
  /** In order; incomplete when the type was not created in view. */
  readonly values: Names<{ readonly position: number; readonly origin: Origin }>;
}
export interface DomainType extends TypeBase {
  readonly kind: "domain";
  readonly base: TypeName | "unknown";
  readonly constraints: Names<Constraint>;
  readonly notNull: boolean | "unknown";
  readonly definition: string;
}
export interface OtherType extends TypeBase {
  readonly kind: "range" | "base" | "shell" | "unknown";
  readonly definition: string;
}

export interface Routine {
  readonly schema: string;
  readonly name: string;
  readonly kind: "function" | "procedure" | "aggregate" | "window" | "unknown";
  /** Types of the input arguments: its identity. Undefined where only the name is known. */
  readonly arguments: readonly TypeName[] | undefined;
  readonly argumentNames: readonly string[];
  readonly defaults: number;
  readonly returns: string;
  readonly language: string;
  /** For plpgsql and sql: the body, and the whole CREATE statement that PostgreSQL's PL/pgSQL parser wants. */
  readonly body?: string;
  readonly statement?: string;
  readonly volatility: "immutable" | "stable" | "volatile" | "unknown";
  readonly definition: string;
  readonly owner?: string;
  /** The extension that brought it. */
  readonly extension?: string;
  /** What it goes away with: see PlainObject. */
  readonly needs?: readonly string[];
  readonly origin: Origin;
}

export interface PlainObject {
  readonly name: string;
  readonly definition: string;
  readonly origin: Origin;
  /**
   * What it goes away with, for CASCADE: relations and columns by their keys (`public.t`, `public.t.a`), anything else
   * with its class before the key (`routine:public.f()`, `type:public.mood`, `server:s`).
   */
  readonly needs?: readonly string[];
  /** Publication: its tables; role: its memberships; and the like, each three-valued. */
  readonly members?: Names<string>;
  readonly owner?: string;
  readonly schema?: string;
  /** The extension that brought it. */
  readonly extension?: string;
}

export const relationKey = (schema: string, name: string): string => `${schema}.${name}`;

/** What relationKey was made of. */
export function keyName(key: string): { readonly schema: string; readonly name: string } {
  const dot = key.indexOf(".");
  return { schema: key.slice(0, dot), name: key.slice(dot + 1) };
}
