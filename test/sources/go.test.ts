import { beforeAll, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { goPrograms } from "../../server/src/sources/go/programs.ts";
import { newParser } from "../support/parser.ts";
import { seen } from "../systems/found.ts";
import { mended } from "../systems/mend.ts";

let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

type Files = Readonly<Record<string, string>>;

const sends = (files: Files): readonly string[] =>
  goPrograms(Object.entries(files).map(([path, text]) => ({ path, text }))).flatMap(({ source }) =>
    source.sends.map(({ span }) => source.sql.slice(span.start, span.end).trim()),
  );

const head = `package store

import (
	"database/sql"

	_ "github.com/lib/pq"
)
`;
const migrate = (body: string): string =>
  `${head}
func (s *Store) Migrate(ctx context.Context) error {
${body}
	return nil
}
`;
const exec = (what: string): string =>
  `	if _, err := s.db.ExecContext(ctx, ${what}); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}`;

const constants = `package store

const users = \`CREATE TABLE IF NOT EXISTS users (id int PRIMARY KEY)\`

const (
	orders = "CREATE TABLE IF NOT EXISTS orders (" +
		"id int, note text DEFAULT '\\"')"
)

var indexes = []string{
	\`CREATE INDEX IF NOT EXISTS i ON orders (id)\`,
	users,
}

var steps = []struct{ name, sql string }{
	{name: "one", sql: "ANALYZE users"},
}

//go:embed more.sql
var more string
`;

test("statements come in the order in which the program runs them", () => {
  const main = migrate(
    [
      exec("users"),
      "	_, _ = s.db.Exec(orders)",
      "	for _, q := range indexes {",
      exec("q"),
      "	}",
      "	for _, one := range steps {",
      exec("one.sql"),
      "	}",
      "	s.last(ctx)",
      "	s.db.Exec(more)",
      '	s.db.ExecContext(ctx, "INSERT INTO users VALUES ($1)", 1)',
    ].join("\n"),
  );
  const last = `
func (s *Store) last(ctx context.Context) {
	s.db.MustExec("COMMENT ON TABLE users IS 'x'")
}
`;
  expect(
    sends({
      "store/db.go": main + last,
      "store/schema.go": constants,
      "store/more.sql": "CREATE TABLE IF NOT EXISTS more (id int);",
    }),
  ).toEqual([
    "CREATE TABLE IF NOT EXISTS users (id int PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS orders (id int, note text DEFAULT '\"')",
    "CREATE INDEX IF NOT EXISTS i ON orders (id)",
    "CREATE TABLE IF NOT EXISTS users (id int PRIMARY KEY)",
    "ANALYZE users",
    "COMMENT ON TABLE users IS 'x'",
    "CREATE TABLE IF NOT EXISTS more (id int);",
  ]);
});

test("what the next start trips over is an error in the constant, and is mended there", () => {
  const files = {
    "store/db.go": migrate(`${exec("users")}\n${exec("index")}`),
    "store/schema.go": `${constants}
const index = "CREATE INDEX by_id ON users (id)"
`,
  };
  expect(seen(service, files)).toEqual([
    {
      rule: "rerun/create-if-not-exists",
      path: "store/schema.go",
      text: "by_id",
      fixes: ["insert IF NOT EXISTS"],
    },
  ]);
  const after = mended(service, files);
  expect(after["store/schema.go"]).toContain('"CREATE INDEX IF NOT EXISTS by_id ON users (id)"');
  expect(seen(service, after)).toEqual([]);
});

test("a raw literal takes a guard over several lines", () => {
  const files = {
    "db.go": migrate(
      exec("`CREATE TABLE IF NOT EXISTS users (id int)`") +
        "\n" +
        exec("`ALTER TABLE users ADD CONSTRAINT positive CHECK (id > 0)`"),
    ),
  };
  const after = mended(service, files);
  expect(after["db.go"]).toContain("`DO $$\nBEGIN\n  IF NOT EXISTS (");
  expect(seen(service, after)).toEqual([]);
});

test.each([
  ["SQLite", migrate(exec("users")).replace("lib/pq", "mattn/go-sqlite3")],
  ["no driver that is known", migrate(exec("users")).replace("github.com/lib/pq", "example.com/x")],
  [
    "a record of what was run",
    migrate(
      `	s.db.Exec("CREATE TABLE IF NOT EXISTS schema_migrations (v int)")\n${exec("users")}`,
    ),
  ],
  ["a change under a condition", migrate(`	if version < 1 {\n${exec("users")}\n	}`)],
  ["queries alone", migrate('	s.db.Query("SELECT 1")')],
])("left alone: %s", (_, main) => {
  expect(sends({ "store/db.go": main, "store/schema.go": constants })).toEqual([]);
});

test("after a text that is not known nothing is called missing", () => {
  const first = `${exec("users")}\n${exec("orders")}`;
  const needs = exec('"ALTER TABLE nowhere ADD COLUMN IF NOT EXISTS x int"');
  const files = (body: string) => ({ "store/db.go": migrate(body), "store/schema.go": constants });
  expect(seen(service, files(`${first}\n${needs}`)).map((one) => one.text)).toEqual(["nowhere"]);
  expect(seen(service, files(`${first}\n${exec("read()")}\n${needs}`))).toEqual([]);
});
