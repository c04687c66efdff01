import type { LockTaken } from "./report.ts";

/** One connection to one database. Nothing here throws for what SQL does; a session that is lost says so in its answers. */
export interface Session {
  /** One simple query, of one or more statements. */
  readonly run: (sql: string) => Promise<Answer>;
  /** A question of ours: as the owner of the database, with every name written out. */
  readonly look: (sql: string) => Promise<Answer>;
  /** Statements one by one, each as `how` says; `heard` hears every answer as it comes. */
  readonly runEach: (
    statements: readonly string[],
    how: EachHow,
    heard?: (index: number) => void,
  ) => Promise<readonly Answer[]>;
  readonly close: () => Promise<void>;
}

export interface EachHow {
  /** stop: at the first failure · alone: each between savepoints, a failing one is rolled back alone. */
  readonly failing: "stop" | "alone";
  /** Asked after each statement: the relations that it locked, or the number of the transaction that it wrote in. */
  readonly asking?: "locks" | "writer";
}

export interface Answer {
  readonly error?: ServerError;
  /** Commands that were completed before the error; empty ones count. */
  readonly completed: number;
  /** Of all commands, one after the other. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly milliseconds: number;
  readonly locks?: readonly LockTaken[];
  /** The number of the subtransaction that it wrote in; undefined: it wrote nothing, or nobody asked. */
  readonly writer?: number;
  /** The session is gone: why. Nothing more can be run on it. */
  readonly lost?: Lost;
}

export interface Lost {
  readonly kind: "deadline" | "died" | "cancelled";
  readonly message: string;
}

export interface ServerError {
  readonly code: string;
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
  /** 1-based, in code points of the text that was sent. */
  readonly position?: number;
  readonly where?: string;
}

/** Where databases come from. */
export interface Engine {
  /** `PostgreSQL 18.6 (built in)`. */
  readonly name: string;
  /** Extensions that the history names and the engine lacks: taken as installed, with nothing in them. */
  readonly lacks: readonly string[];
  /** Roles that belong to the server and were there before. */
  readonly roles: ReadonlySet<string>;
  /** A new, empty database. Throws EngineError when none can be had. */
  readonly open: () => Promise<Session>;
  readonly close: () => Promise<void>;
}

/** The engine cannot be had, for a reason that the user can do something about. */
export class EngineError extends Error {}
