import snippets from "../../../snippets/migrations.json";

/** What a new migration can begin with. Bodies are VS Code snippets. */
export interface Kind {
  readonly id: string;
  readonly label: string;
  /** One sentence for the pick list. */
  readonly detail: string;
  readonly up: string;
  readonly down: string;
  /** CONCURRENTLY: the file must run outside a transaction. */
  readonly outsideTransaction?: true;
}

const body = (name: keyof typeof snippets): string =>
  snippets[name].body.join("\n").replace(/\n?\$0$/, "");

const kind = (
  id: string,
  label: string,
  snippet: keyof typeof snippets,
  down: string,
  outsideTransaction?: true,
): Kind => ({
  id,
  label,
  detail: snippets[snippet].description,
  up: body(snippet),
  down,
  ...(outsideTransaction ? { outsideTransaction } : {}),
});

/** Down parts use the placeholders of the up part where both stand in one file. */
export const kinds: readonly Kind[] = [
  { id: "blank", label: "Blank", detail: "An empty migration.", up: "$0", down: "" },
  kind("create-table", "Create table", "Create table", "DROP TABLE IF EXISTS ${1:accounts};"),
  kind(
    "add-column",
    "Add column",
    "Add column",
    "ALTER TABLE ${1:accounts} DROP COLUMN IF EXISTS ${2:nickname};",
  ),
  kind(
    "add-index",
    "Add index concurrently",
    "Concurrent index",
    "DROP INDEX CONCURRENTLY IF EXISTS ${2:${1:accounts}_${3:email}_idx};",
    true,
  ),
  kind(
    "add-check",
    "Add check constraint",
    "Guarded check constraint",
    "ALTER TABLE ${1:accounts} DROP CONSTRAINT IF EXISTS ${2:${1:accounts}_${3:balance}_check};",
  ),
  kind(
    "add-foreign-key",
    "Add foreign key",
    "Guarded foreign key",
    "ALTER TABLE ${1:orders} DROP CONSTRAINT IF EXISTS ${2:${1:orders}_${3:account_id}_fkey};",
  ),
  kind(
    "seed-rows",
    "Seed rows",
    "Seed row",
    "DELETE FROM ${1:plans} WHERE ${4:code} = ${5:'free'};",
  ),
  kind("role", "Role", "Role", "DROP ROLE IF EXISTS ${1:app_reader};"),
  kind(
    "enum-type",
    "Enum type",
    "Guarded enum type",
    "DROP TYPE IF EXISTS ${2:public}.${1:order_status};",
  ),
  kind(
    "enum-value",
    "Enum value",
    "Enum value",
    "-- PostgreSQL cannot remove a value from an enum.",
  ),
  kind(
    "trigger",
    "Function and trigger",
    "Guarded trigger",
    "DROP TRIGGER IF EXISTS ${3:${4:accounts}_touch} ON ${4:accounts};\nDROP FUNCTION IF EXISTS ${1:touch_updated_at}();",
  ),
  kind(
    "row-level-security",
    "Row-level security with a policy",
    "Row-level security with a policy",
    "DROP POLICY IF EXISTS ${2:${1:accounts}_read} ON ${3:public}.${1:accounts};\nALTER TABLE ${3:public}.${1:accounts} DISABLE ROW LEVEL SECURITY;",
  ),
];
