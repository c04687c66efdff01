import type { OpenedHistory } from "../../server/src/history/open.ts";
import { planMigration } from "../../server/src/scaffold/plan.ts";
import type { Service } from "../../server/src/service.ts";
import { opened } from "../systems/found.ts";
import type { ProgramHistory } from "./program-histories.ts";

type Files = ProgramHistory["files"];

const now = Date.UTC(2026, 10, 21, 9, 30, 0);

export const short = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

export function historyOf(
  service: Service,
  { folder }: ProgramHistory,
  files: Files,
): OpenedHistory {
  const history = opened(service, files, {}).find((one) => one.folder === folder);
  if (!history) throw new Error(`no history in ${folder}`);
  return history;
}

/** The new file, as an editor is given it. */
export function written(
  service: Service,
  one: ProgramHistory,
  files: Files,
  kind: string,
  name = "Add nickname",
) {
  const history = historyOf(service, one, files);
  const plan = planMigration(history, Object.keys(files).map(short), { kind, name, now });
  if ("problem" in plan) throw new Error(plan.problem);
  const [file, more] = plan.files;
  if (!file || more || plan.edits.length > 0) throw new Error("not one file");
  return file;
}

const accounts =
  "CREATE TABLE accounts (id bigint PRIMARY KEY, email text, balance int, updated_at timestamptz);";

/** With what the default names of a kind speak of in the first migration. */
export function given({ files }: ProgramHistory, kind?: string): Files {
  const tables = [
    "CREATE TABLE first (id int, made timestamptz);",
    kind === "create-table" ? "" : accounts,
    "CREATE TABLE orders (id bigint PRIMARY KEY, account_id bigint);",
    "CREATE TABLE plans (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, code text UNIQUE, name text);",
    kind === "enum-value" ? "CREATE TYPE order_status AS ENUM ($$open$$);" : "",
  ].join(" ");
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      text.replace("CREATE TABLE first (id int)", () => tables),
    ]),
  );
}
