import { beforeAll, describe, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { all, findings, opened, seen } from "../systems/found.ts";
import { mended } from "../systems/mend.ts";
import { type Files, migration, settings } from "./django.ts";

let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

const shop = (files: Files): Files => ({
  "config/settings.py": settings("django.db.backends.postgresql"),
  ...Object.fromEntries(
    Object.entries(files).map(([name, text]) => [`shop/migrations/${name}.py`, text]),
  ),
});
const path = (name: string): string => `shop/migrations/${name}.py`;
const orders = migration(
  [],
  `migrations.RunSQL("CREATE TABLE shop_orders (id bigint PRIMARY KEY)", reverse_sql="DROP TABLE shop_orders")`,
);
const order = (files: Files): readonly string[] =>
  opened(service, shop(files), {}).flatMap((one) => one.files.map((file) => file.path));

test("what the transaction of the record rolls back is information, what is run outside it a warning", () => {
  const files = shop({ "0001_orders": orders });
  expect(all(service, files)).toMatchObject([
    { rule: "rerun/create-if-not-exists", severity: "information", path: path("0001_orders") },
  ]);
  const outside = shop({
    "0001_orders": orders.replace("operations =", "atomic = False\n    operations ="),
  });
  expect(all(service, outside)).toMatchObject([
    { rule: "rerun/create-if-not-exists", severity: "warning" },
  ]);
  expect(mended(service, outside)[path("0001_orders")]).toContain(
    '"CREATE TABLE IF NOT EXISTS shop_orders (id bigint PRIMARY KEY)"',
  );
});

test("CONCURRENTLY in a migration's transaction is an error, and not in one that is not atomic", () => {
  const index = migration(
    ["0001_orders"],
    `migrations.RunSQL(
            sql="CREATE INDEX CONCURRENTLY IF NOT EXISTS by_id ON shop_orders (id)",
            reverse_sql="DROP INDEX IF EXISTS by_id",
        )`,
  );
  const files = shop({ "0001_orders": orders, "0002_index": index });
  expect(seen(service, files)).toMatchObject([
    { rule: "first-run/not-in-transaction", path: path("0002_index") },
  ]);
  const outside = index.replace("operations =", "atomic = False\n    operations =");
  expect(seen(service, shop({ "0001_orders": orders, "0002_index": outside }))).toEqual([]);
});

describe("the texts of RunSQL", () => {
  const broken = "SELEC 1";
  test.each([
    ["a text", `migrations.RunSQL("${broken}")`],
    ["texts in a list", `migrations.RunSQL(["SELECT 1", "${broken}"])`],
    [
      "a text with its parameters",
      `migrations.RunSQL([("${broken} WHERE a = %s AND b = '%%'", [1])])`,
    ],
    ["one by name", `migrations.RunSQL([("${broken} WHERE a = %(a)s", {"a": "x"})])`],
    ["one without any", `migrations.RunSQL([("${broken}", None)])`],
    ["a constant", `migrations.RunSQL(BROKEN, migrations.RunSQL.noop)`],
    [
      "the database's part",
      `migrations.SeparateDatabaseAndState(database_operations=[migrations.RunSQL("${broken}")], state_operations=[migrations.AddField("a", "b", None)])`,
    ],
    ["RunSQL by its own name", `RunSQL("${broken}")`],
  ])("%s", (_, operation) => {
    const text = `BROKEN = """${broken}"""\n${migration(["0001_orders"], operation)}`;
    const [found] = findings(service, shop({ "0001_orders": orders, "0002_b": text }));
    expect(found?.finding).toMatchObject({ rule: "first-run/syntax-error", path: path("0002_b") });
    expect(text.slice(found?.finding.span.start, found?.finding.span.end)).toBe("SELEC");
  });

  test.each([
    ["is computed", 'migrations.RunSQL(open("a.sql").read())'],
    ["has a parameter that is", 'migrations.RunSQL([("SELEC %s", [name()])])'],
    ["lacks a parameter", 'migrations.RunSQL([("SELEC %s", [])])'],
  ])("nothing is said of one that %s", (_, operation) => {
    const text = migration(["0001_orders"], operation);
    expect(seen(service, shop({ "0001_orders": orders, "0002_b": text }))).toEqual([]);
  });
});

test("migrations are run after what they depend on in their application, whatever their names say", () => {
  const none = 'migrations.RunSQL("SELECT 1")';
  expect(
    order({
      "0001_a": migration(["0003_c"], none),
      "0002_b": migration(["0001_a"], none),
      "0003_c": migration([], none),
    }),
  ).toEqual([path("0003_c"), path("0001_a"), path("0002_b")]);
});

test("a squashed migration is run instead of those that it replaces", () => {
  const none = 'migrations.RunSQL("SELECT 1")';
  const squashed = migration([], none).replace(
    "    operations",
    '    replaces = [("shop", "0001_a"), ("shop", "0002_b")]\n    operations',
  );
  expect(
    order({
      "0001_a": migration([], none),
      "0001_squashed_0002_b": squashed,
      "0002_b": migration(["0001_a"], none),
      "0003_c": migration(["0002_b"], none),
    }),
  ).toEqual([path("0001_squashed_0002_b"), path("0003_c")]);
});

describe("operations of Django itself", () => {
  const create = 'migrations.RunSQL("CREATE INDEX by_total ON shop_orders (total)")';
  test.each([
    ["a model", 'migrations.CreateModel(name="Order", fields=[("id", models.AutoField())])'],
    ["code", "migrations.RunPython(forwards)"],
    ["an operation of the project's own", "Widen()"],
  ])("make what they touch unknown: %s", (_, operation) => {
    const files = shop({
      "0001_a": migration([], `migrations.RunSQL("DROP TABLE IF EXISTS shop_orders")`),
      "0002_b": migration(["0001_a"], operation),
      "0003_c": migration(["0002_b"], create),
    });
    expect(seen(service, files)).toEqual([]);
  });

  test("beside SQL in one migration leave nothing to say of a second run", () => {
    const text = (operations: string) =>
      migration([], operations).replace("operations =", "atomic = False\n    operations =");
    const mixed = shop({ "0001_a": text(`${create},\n        migrations.RunPython(forwards)`) });
    expect(all(service, mixed)).toEqual([]);
    expect(all(service, shop({ "0001_a": text(create) }))).toMatchObject([
      { rule: "rerun/create-if-not-exists" },
    ]);
  });

  test("that change the state of the models alone change nothing", () => {
    const text = migration([], `${create},\n        migrations.AlterModelOptions("order", {})`);
    expect(all(service, shop({ "0001_a": text }))).toMatchObject([
      { rule: "rerun/create-if-not-exists" },
    ]);
  });
});

test("tables of other applications are never called missing", () => {
  const files = shop({
    "0001_orders": orders,
    "0002_user": migration(
      ["0001_orders"],
      'migrations.RunSQL("ALTER TABLE shop_orders ADD COLUMN IF NOT EXISTS by int REFERENCES auth_user (id)")',
    ),
  });
  expect(seen(service, files)).toEqual([]);
});

describe("reverse_sql", () => {
  const down = (reverse: string): Files =>
    shop({
      "0001_orders": migration(
        [],
        `migrations.RunSQL("CREATE TABLE IF NOT EXISTS shop_orders (id int)"${reverse})`,
      ),
    });
  const plain = (reverse: string): Files =>
    shop({
      "0001_orders": migration(
        [],
        `migrations.RunSQL("CREATE TABLE shop_orders (id int)", reverse_sql="${reverse}")`,
      ),
    });
  const rules = (files: Files) => findings(service, files).map((one) => one.finding.rule);

  test("that fails after the migration is an error", () => {
    expect(rules(plain("ALTER TABLE shop_orders DROP COLUMN total"))).toContain(
      "history/down-fails",
    );
  });

  test("that brings everything back is silent, in the reverse order of the operations", () => {
    expect(rules(down(', "DROP TABLE shop_orders"'))).toEqual([]);
    const two = shop({
      "0001_a": migration(
        [],
        `migrations.RunSQL("CREATE TABLE IF NOT EXISTS a (id int PRIMARY KEY)", "DROP TABLE a"),
        migrations.RunSQL("CREATE TABLE IF NOT EXISTS b (a int REFERENCES a)", "DROP TABLE b")`,
      ),
    });
    expect(rules(two)).toEqual([]);
  });

  test.each([
    ["noop", ", migrations.RunSQL.noop"],
    ["nothing", ""],
    ["an empty text", ', reverse_sql=""'],
  ])("that is %s was meant so", (_, reverse) => {
    expect(rules(down(reverse))).toEqual([]);
  });
});

describe("which database the migrations are for", () => {
  const alone = { [path("0001_orders")]: orders };
  test.each([
    ["nothing says so", alone, 0],
    [
      "the settings do",
      { ...alone, "config/settings.py": settings("django.db.backends.mysql") },
      0,
    ],
    ["the requirements do", { ...alone, "requirements.txt": "Django==4.2\npsycopg[binary]\n" }, 1],
    [
      "the SQL does",
      { [path("0001_orders")]: orders.replace("bigint PRIMARY KEY", "id jsonb") },
      1,
    ],
    [
      "the SQL is MySQL's",
      {
        ...shop({}),
        [path("0001_orders")]: orders.replace(')"', ') ENGINE=InnoDB"'),
      },
      0,
    ],
  ])("%s", (_, files: Files, histories) => {
    expect(opened(service, files, {})).toHaveLength(histories);
  });
});
