import { PGlite } from "@electric-sql/pglite";
import { type ShapeRows, shapeQuery } from "./real-shape.ts";
import type { Shape } from "./shape.ts";

/** An embedded PostgreSQL that runs one case after the other. */
export interface Real {
  /** Nothing is left of the case before. */
  readonly reset: () => Promise<void>;
  /** One statement; a failing one is rolled back alone. */
  readonly run: (statement: string) => Promise<Answer>;
  /** Commits what is open; the next statement finds a new session. */
  readonly endSession: () => Promise<void>;
  readonly shape: () => Promise<Shape>;
  readonly close: () => Promise<void>;
}

export interface Answer {
  /** SQLSTATE and message; "" for success. */
  readonly error: string;
  /** Something was there already, or what was to be altered was not, and a notice said so. */
  readonly skipped: boolean;
}

const roles = ["r1", "r2"];
const schemas = ["app", "other", "public"];

export async function startReal(): Promise<Real> {
  const db = await PGlite.create();
  await db.exec("SET plan_cache_mode = force_generic_plan");
  await db.exec(`PREPARE shape AS ${shapeQuery}`);
  return {
    async reset() {
      await endSession(db);
      await db.exec(
        `${schemas.map((name) => `DROP SCHEMA IF EXISTS ${name} CASCADE;`).join(" ")} CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO public;`,
      );
      for (const role of roles)
        if (await hasRole(db, role))
          await db.exec(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`);
    },
    run: (statement) => runAlone(db, statement),
    endSession: () => endSession(db),
    shape: async () =>
      new Map((await db.query<{ shape: ShapeRows }>("EXECUTE shape")).rows[0]?.shape),
    close: () => db.close(),
  };
}

/** As the corpus judge does: autocommit; inside a transaction block, a savepoint round each statement. */
async function runAlone(db: PGlite, statement: string): Promise<Answer> {
  const inside = db.isInTransaction() && !transactionControl.test(statement);
  let skipped = false;
  const onNotice = ({ message = "" }: { readonly message?: string | undefined }): void => {
    skipped ||= message.endsWith("already exists, skipping") || message === "caught, skipping";
    skipped ||=
      message.endsWith("does not exist, skipping") && /\bALTER \w+ IF EXISTS\b/.test(statement);
  };
  try {
    if (inside) await db.exec("SAVEPOINT _o");
    await db.exec(statement, { onNotice });
    if (inside && db.isInTransaction()) await db.exec("RELEASE SAVEPOINT _o");
    return { error: "", skipped };
  } catch (error) {
    if (inside) await db.exec("ROLLBACK TO SAVEPOINT _o; RELEASE SAVEPOINT _o");
    else if (db.isInTransaction()) await db.exec("ROLLBACK");
    const { code, message } = error as { readonly code?: string; readonly message: string };
    if (code === undefined) throw error;
    return { error: `${code} ${message}`, skipped };
  }
}

export const transactionControl = /^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/;

async function endSession(db: PGlite): Promise<void> {
  if (db.isInTransaction())
    try {
      await db.exec("COMMIT");
    } catch {
      // A deferred constraint fails at last: all of it is rolled back.
    }
  // PGlite does not reset a role with the session.
  await db.exec("RESET ROLE");
  // DISCARD ALL would forget the prepared query.
  await db.exec("RESET ALL");
  await db.exec("DISCARD TEMP");
  await db.exec("DISCARD SEQUENCES");
}

async function hasRole(db: PGlite, role: string): Promise<boolean> {
  const { rows } = await db.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
  return rows.length > 0;
}
