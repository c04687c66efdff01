import { expect, test } from "vitest";
import { readMigration } from "../../server/src/sources/alembic/migration.ts";

/** What the body of `upgrade` sends, one statement a line. */
const sends = (body: string, before = ""): readonly string[] => {
  const indented = body.split("\n").map((line) => `    ${line}`);
  const text = `import sqlalchemy as sa\n${before}\ndef upgrade() -> None:\n${indented.join("\n")}\n`;
  const { source } = readMigration({ path: "a.py", text });
  return source.sends.map(({ span }) => source.sql.slice(span.start, span.end));
};

test.each([
  [
    `op.create_table("t", sa.Column("id", sa.Integer(), nullable=False), sa.Column("Order", sa.String(8), server_default="x"), sa.PrimaryKeyConstraint("id", name="pk"))`,
    `CREATE TABLE t (id SERIAL NOT NULL, "Order" VARCHAR(8) DEFAULT 'x', CONSTRAINT pk PRIMARY KEY (id))`,
  ],
  [
    `op.create_table("t", sa.Column("a", sa.UUID(), sa.ForeignKey("s.users.id", ondelete="CASCADE")), schema="s")`,
    `CREATE TABLE s.t (a UUID, FOREIGN KEY (a) REFERENCES s.users (id) ON DELETE CASCADE)`,
  ],
  [
    `op.add_column("t", sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False))`,
    `ALTER TABLE t ADD COLUMN at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL`,
  ],
  // As Alembic 1.8.1 itself writes it: no key.
  [
    `op.add_column("t", sa.Column("n", sa.INTEGER(), autoincrement=False, nullable=False, primary_key=True))`,
    `ALTER TABLE t ADD COLUMN n INTEGER NOT NULL`,
  ],
  [`op.drop_column("t", "a", schema="s")`, `ALTER TABLE s.t DROP COLUMN a`],
  [
    `op.create_index(op.f("ix"), "t", ["a", sa.text("lower(b)")], unique=True, postgresql_where=sa.text("a > 0"), postgresql_using="btree", postgresql_concurrently=True)`,
    `CREATE UNIQUE INDEX CONCURRENTLY ix ON t USING btree (a, lower(b)) WHERE a > 0`,
  ],
  [`op.drop_index("ix", table_name="t")`, `DROP INDEX ix`],
  [
    `op.create_foreign_key("fk", "a", "b", ["x"], ["id"], ondelete="SET NULL")`,
    `ALTER TABLE a ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES b (id) ON DELETE SET NULL`,
  ],
  [
    `op.create_unique_constraint("u", "t", ["a", "b"])`,
    `ALTER TABLE t ADD CONSTRAINT u UNIQUE (a, b)`,
  ],
  [`op.create_check_constraint("c", "t", "a > 0")`, `ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)`],
  [`op.drop_constraint("c", "t", type_="check")`, `ALTER TABLE t DROP CONSTRAINT c`],
  [`op.rename_table("a", "b")`, `ALTER TABLE a RENAME TO b`],
  [`op.execute(sa.text("SELECT 1"))`, `SELECT 1`],
  [
    `op.get_bind().execute(sa.text("DELETE FROM t WHERE a = :a"), {"a": 1})`,
    `DELETE FROM t WHERE a = 1`,
  ],
  [
    `op.bulk_insert(sa.table("t", sa.column("a")), [{"a": "it's"}])`,
    `INSERT INTO t (a) VALUES ('it''s')`,
  ],
  [`op.bulk_insert(sa.table("t"), rows())`, `COPY t FROM PROGRAM 'unknown'`],
])("%s", (python, sql) => expect(sends(python)).toEqual([sql]));

test("alter_column is a statement for each thing that it alters, the name last", () => {
  expect(
    sends(
      `op.alter_column("t", "a", new_column_name="b", type_=sa.BigInteger(), nullable=False, server_default=None, postgresql_using="a::bigint")`,
    ),
  ).toEqual([
    "ALTER TABLE t ALTER COLUMN a TYPE BIGINT USING a::bigint",
    "ALTER TABLE t ALTER COLUMN a SET NOT NULL",
    "ALTER TABLE t ALTER COLUMN a DROP DEFAULT",
    "ALTER TABLE t RENAME a TO b",
  ]);
});

test("a batch is sent as it is", () => {
  expect(
    sends(
      `with op.batch_alter_table("t", schema="s") as b:\n    b.add_column(sa.Column("a", sa.Text()))\n    b.drop_constraint("c", type_="unique")\n    b.create_index("ix", ["a"])`,
    ),
  ).toEqual([
    "ALTER TABLE s.t ADD COLUMN a TEXT",
    "ALTER TABLE s.t DROP CONSTRAINT c",
    "CREATE INDEX ix ON s.t (a)",
  ]);
});

test("loops over constants, helper functions and constants are followed", () => {
  expect(
    sends(
      `for table, column in PAIRS:\n    enable(table)\nop.execute(SQL)`,
      `PAIRS = [("a", "x"), ("b", "y")]\nSQL = "SELECT 2"\ndef enable(t):\n    op.execute(f"ALTER TABLE {t} ENABLE ROW LEVEL SECURITY")\n`,
    ),
  ).toEqual([
    "ALTER TABLE a ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE b ENABLE ROW LEVEL SECURITY",
    "SELECT 2",
  ]);
});

test("branches of other dialects are not PostgreSQL's", () => {
  const body = `bind = op.get_bind()\nif bind.dialect.name == "sqlite":\n    op.execute("a")\nelif bind.dialect.name == "postgresql":\n    op.execute("b")\nelse:\n    op.execute("c")\nif bind.dialect.name != "postgresql":\n    return\nop.execute("d")`;
  expect(sends(body)).toEqual(["b", "d"]);
});

test("what only the database knows becomes a condition of PostgreSQL's", () => {
  const [first, second] = sends(
    `if not sa.inspect(op.get_bind()).has_table("t"):\n    op.execute("SELECT 1")\nif unknown():\n    op.execute("SELECT 2")`,
  );
  expect(first).toContain("IF (NOT (to_regclass('t') IS NOT NULL)) THEN");
  expect(second).toContain("IF (random() < 0.5) THEN");
});

test("an autocommit block ends the transaction", () => {
  expect(
    sends(
      `with op.get_context().autocommit_block():\n    op.execute("ALTER TYPE e ADD VALUE 'x'")`,
    ),
  ).toEqual(["COMMIT", "ALTER TYPE e ADD VALUE 'x'", "BEGIN"]);
});

test("an enumeration is made with its table, not with a column", () => {
  const type = `sa.Enum("a", "b", name="status")`;
  expect(sends(`op.create_table("t", sa.Column("s", ${type}))`)[0]).toContain(
    "CREATE TYPE status AS ENUM ('a', 'b')",
  );
  expect(sends(`op.add_column("t", sa.Column("s", ${type}))`)).toEqual([
    "ALTER TABLE t ADD COLUMN s status",
  ]);
  expect(
    sends(
      `s = ${type}\ns.create(op.get_bind())\nop.create_table("t", sa.Column("s", s))\ns.drop(op.get_bind(), checkfirst=True)`,
    ),
  ).toEqual([
    "CREATE TYPE status AS ENUM ('a', 'b')",
    "CREATE TYPE status AS ENUM ('a', 'b')",
    "CREATE TABLE t (s status)",
    "DROP TYPE IF EXISTS status",
  ]);
});

test("what may do anything to the schema is said", () => {
  const opaque = (body: string, before = ""): boolean | undefined =>
    readMigration({ path: "a.py", text: `${before}\ndef upgrade():\n    ${body}\n` }).source.opaque;
  expect(opaque(`helper()`, `from app.helpers import helper`)).toBe(true);
  expect(opaque(`op.execute(make())`)).toBe(true);
  expect(opaque(`op.execute(f"UPDATE t SET a = {a}")`)).toBeUndefined();
  expect(opaque(`print("x")`)).toBeUndefined();
});
