import { beforeAll, describe, expect, test } from "vitest";
import { nothingSaid } from "../../server/src/history/declared.ts";
import { plainText, planMigration } from "../../server/src/scaffold/plan.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { opened } from "../systems/found.ts";
import { short } from "./new-program.ts";

let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

type Files = Readonly<Record<string, string>>;

function planned(files: Files, name = "Add e-mail to users", beside: readonly string[] = []) {
  const [history] = opened(service, files, {});
  if (!history) throw new Error("no history");
  const names = [...Object.keys(files).map(short), ...beside];
  const now = Date.UTC(2026, 10, 21, 9, 30, 0);
  return planMigration(history, names, { kind: "add-column", name, now });
}

/** The one new file, or the problem. */
function next(files: Files, name?: string): readonly [path: string, text: string] {
  const plan = planned(files, name);
  if ("problem" in plan) return ["", plan.problem];
  const [file] = plan.files;
  return [short(file?.path ?? ""), plainText(file?.snippet ?? "")];
}

const revision = (id: string, down: string): string =>
  `from alembic import op\n\nrevision = "${id}"\ndown_revision = ${down}\n\n\ndef upgrade():\n    op.execute("SELECT 1")\n\n\ndef downgrade():\n    pass\n`;

describe("a revision of Alembic is named in the form of the last one", () => {
  test.each([
    ["its own form", "1a2b3c4d5e6f_first.py", "1a2b3c4d5e6f", /^[0-9a-f]{12}_add_e_mail_to_users$/],
    [
      "words joined by dashes",
      "1a2b3c4d5e6f_the-first.py",
      "1a2b3c4d5e6f",
      /^[0-9a-f]{12}_add-e-mail-to-users$/,
    ],
    [
      "a date and the time in front",
      "2025_01_15_1032-1a2b3c4d5e6f_first.py",
      "1a2b3c4d5e6f",
      /^2026_11_21_0930-[0-9a-f]{12}_add_e_mail_to_users$/,
    ],
    [
      "a day in front",
      "2025-01-15_1a2b3c4d5e6f_first.py",
      "1a2b3c4d5e6f",
      /^2026-11-21_[0-9a-f]{12}_add_e_mail_to_users$/,
    ],
    [
      "a time without the revision",
      "20250115103200_first.py",
      "1a2b3c4d5e6f",
      /^20261121093000_add_e_mail_to_users$/,
    ],
    ["numbers without the revision", "0009_first.py", "1a2b3c4d5e6f", /^0010_add_e_mail_to_users$/],
    ["numbers that are the revision", "0009_first.py", "0009", /^0010_add_e_mail_to_users$/],
    ["a name that is the revision", "0009_first.py", "0009_first", /^0010_add_e_mail_to_users$/],
    ["the revision alone", "1a2b3c4d5e6f.py", "1a2b3c4d5e6f", /^[0-9a-f]{12}$/],
    [
      "the revision at the end",
      "first_1a2b3c4d5e6f.py",
      "1a2b3c4d5e6f",
      /^add_e_mail_to_users_[0-9a-f]{12}$/,
    ],
  ])("%s", (_, name, id, expected) => {
    const [path, text] = next({ [`versions/${name}`]: revision(id, "None") });
    expect(path.replace(/\.py$/, "")).toMatch(expected);
    expect(text).toContain(`down_revision = "${id}"`);
  });

  test("a numbered revision is numbered on, and fits into alembic_version", () => {
    const [path, text] = next(
      {
        "versions/0001_first.py": revision("0001_first", "None"),
        "versions/0002_second.py": revision("0002_second", '"0001_first"'),
      },
      "Add a column with a very long name to accounts",
    );
    expect(path).toBe("0003_add_a_column_with_a_very.py");
    expect(text).toContain(
      'revision = "0003_add_a_column_with_a_very"\ndown_revision = "0002_second"',
    );
  });

  test("twelve digits that were thrown are not counted on", () => {
    const [path] = next({
      "versions/a10274855000_first.py": revision("a10274855000", "None"),
      "versions/1b2c3d4e5f60_second.py": revision("1b2c3d4e5f60", '"a10274855000"'),
    });
    expect(path).toMatch(/^[0-9a-f]{12}_/);
  });

  test("two thrown at the same time on one head differ by what they do", () => {
    const files = { "versions/1a2b3c4d5e6f_first.py": revision("1a2b3c4d5e6f", "None") };
    expect(next(files, "one")[1]).not.toBe(next(files, "two")[1]);
  });

  test("several heads are told, with the tool's commands", () => {
    const [, problem] = next({
      "versions/a1_first.py": revision("a1", "None"),
      "versions/b2_second.py": revision("b2", '"a1"'),
      "versions/c3_third.py": revision("c3", '"a1"'),
    });
    expect(problem).toBe(
      "the revisions have several heads (b2, c3): join them first with alembic merge heads, or choose one with alembic revision --head",
    );
  });
});

const django = (depends: string): string =>
  `from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = [${depends}]\n    operations = [migrations.RunSQL("CREATE TABLE a${depends.length} (id bigserial)", "DROP TABLE a${depends.length}")]\n`;

describe("a migration of Django", () => {
  test("depends on the last one, whatever its file is called", () => {
    const [path, text] = next({
      "app/shop/migrations/0001_initial.py": django(""),
      "app/shop/migrations/0002_b.py": django("('shop', '0001_initial')"),
      "app/shop/migrations/0002_a.py": django("('shop', '0002_b'), ('auth', '0001_initial')"),
    });
    expect(path).toBe("0003_add_e_mail_to_users.py");
    expect(text).toContain("('shop', '0002_a'),");
  });

  test("has no last one where there are two", () => {
    const [, problem] = next({
      "shop/migrations/0001_initial.py": django(""),
      "shop/migrations/0002_b.py": django("('shop', '0001_initial')"),
      "shop/migrations/0002_c.py": django("('shop', '0001_initial')"),
    });
    expect(problem).toBe(
      "shop has several last migrations (0002_b, 0002_c): join them first with python manage.py makemigrations --merge",
    );
  });
});

describe("an application of Django without SQL in its migrations", () => {
  const files = [
    {
      path: "shop/migrations/0007_order.py",
      text: "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    dependencies = []\n    operations = [migrations.CreateModel(name='Order', fields=[])]\n",
    },
  ];
  const plan = (settings: string) =>
    planMigration(
      service.empty(
        "shop/migrations",
        {
          base: "",
          nearby: [{ path: "settings.py", text: settings }],
          declared: () => nothingSaid,
        },
        files,
      ),
      ["0007_order.py"],
      { kind: "add-column", name: "x", now: 0 },
    );

  test("gets its first", () => {
    const made = plan('DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}\n');
    expect("files" in made && made.files.map((file) => file.path)).toEqual([
      "shop/migrations/0008_x.py",
    ]);
  });

  test("gets none where it may be for another database", () => {
    const made = plan('DATABASES = {"default": {"ENGINE": "django.db.backends.mysql"}}\n');
    expect("problem" in made && made.problem).toContain("makemigrations --empty");
  });
});

const typeorm = (name: string): string =>
  `import type { MigrationInterface, QueryRunner } from 'typeorm'\n\nexport class ${name} implements MigrationInterface {\n  async up(queryRunner: QueryRunner) {\n    await queryRunner.query('CREATE TABLE a (id bigserial)')\n  }\n  async down(queryRunner: QueryRunner) {\n    await queryRunner.query('DROP TABLE a')\n  }\n}\n`;

describe("a class of TypeORM", () => {
  test("comes after those that are there, also with a clock behind them", () => {
    const [path, text] = next({
      "src/migrations/1999999999999-first-one.ts": typeorm("FirstOne1999999999999"),
    });
    expect(path).toBe("2000000000000-add-e-mail-to-users.ts");
    expect(text).toMatch(
      /^import type \{ MigrationInterface, QueryRunner \} from 'typeorm'\n\nexport class AddEMailToUsers2000000000000 implements/,
    );
  });

  test("comes after the name that a class has instead of its own", () => {
    const named = typeorm("A17000000000001").replace(
      "  async up",
      "  name = 'A1700000000000'\n\n  async up",
    );
    const [path] = next({ "migrations/1700000000000-A.ts": named });
    expect(path).toBe("1795253400000-AddEMailToUsers.ts");
  });

  test("has a name that a class can have", () => {
    const [, text] = next({ "migrations/1700000000000-A.ts": typeorm("A1700000000000") }, "2fa");
    expect(text).toContain("class _2fa1795253400000 ");
  });

  test("leaves the transaction as the others do", () => {
    const off = typeorm("A1700000000000").replace(
      "  async up",
      "  transaction = false\n\n  async up",
    );
    const [history] = opened(service, { "migrations/1700000000000-A.ts": off }, {});
    const plan =
      history &&
      planMigration(history, [], { kind: "add-index", name: "x", now: Date.UTC(2026, 10, 21) });
    const snippet = plan && "files" in plan ? (plan.files[0]?.snippet ?? "") : "";
    expect(plainText(snippet)).toContain("  transaction = false\n");
    expect(snippet).not.toContain("commitTransaction");
  });
});

test("MikroORM's files are named as the team names them, its classes as it does", () => {
  const [path, text] = next({
    "migrations/0006-first.ts":
      "import { Migration } from '@mikro-orm/migrations';\n\nexport class Migration20250115103200 extends Migration {\n  async up() {\n    this.addSql('create table a (id bigserial)');\n  }\n}\n",
    "migrations/0007-second-one.ts":
      "import { Migration } from '@mikro-orm/migrations';\n\nexport class Migration20250116103200 extends Migration {\n  async up() {\n    this.addSql('create table b (id bigserial)')\n  }\n}\n",
  });
  expect(path).toBe("0008-add-e-mail-to-users.ts");
  expect(text).toContain("class Migration20261121093000 extends Migration {");
});

test("semicolons are left out where the last file has none but in a comment", () => {
  const [, text] = next({
    "migrations/20250115103200_a.ts":
      "import { type Kysely, sql } from 'kysely'\n\n// some are muted;\nexport async function up(db: Kysely<any>) {\n  await sql`\n  CREATE TABLE a (id bigserial);\n`.execute(db)\n}\n",
  });
  expect(text).not.toContain(";");
  expect(text).toContain("import { type Kysely, sql } from 'kysely'\n");
});

describe("no .sql file is written beside programs that would not run it", () => {
  test("a program that makes its tables itself", () => {
    const [, problem] = next({
      "store/store.go": `package store

import (
	"database/sql"

	_ "github.com/lib/pq"
)

func (s *Store) Migrate(ctx context.Context) error {
	if _, err := s.db.ExecContext(ctx, "CREATE TABLE a (id bigserial)"); err != nil {
		return err
	}
	return nil
}
`,
    });
    expect(problem).toMatch(/^store\/store\.go is a program that sends its statements itself/);
  });

  test.each([
    ["20250101120000_first.go", "goose create NAME go"],
    ["m20220101_000001_first.rs", "sea-orm-cli migrate generate NAME"],
    ["20250101120000_create_users.rb", "bin/rails generate migration NAME"],
    ["2014_10_12_000000_create_users_table.php", "php artisan make:migration NAME"],
    ["20250101120000_first.exs", "mix ecto.gen.migration NAME"],
    ["0001_initial.py", "python manage.py makemigrations --empty"],
  ])("%s, which is not read", (name, command) => {
    const history = service.empty("db/migrate");
    const plan = planMigration(history, [name], { kind: "blank", name: "ducks", now: 0 });
    expect("problem" in plan && plan.problem).toContain(`(${name})`);
    expect("problem" in plan && plan.problem).toContain(command);
  });

  test("a folder without migrations gets its first one as before", () => {
    const plan = planMigration(service.empty("db/migrate"), ["README.md", "main.go"], {
      kind: "blank",
      name: "ducks",
      now: Date.UTC(2026, 10, 21),
    });
    expect("files" in plan && plan.files.map((file) => file.path)).toEqual([
      "db/migrate/000001_ducks.sql",
    ]);
  });

  test("a name that is taken is told", () => {
    const plan = planned({ "shop/migrations/0001_initial.py": django("") }, "a", ["0002_a.py"]);
    expect(plan).toEqual({ problem: "0002_a.py is there already" });
  });

  test("yoyo's folder goes on with SQL where it has files of SQL", () => {
    const plan = planned({
      "db/0001.a.sql": "-- depends:\nCREATE TABLE a (id int);\n",
      "db/0002.b.py":
        'from yoyo import step\n__depends__ = {"0001.a"}\nsteps = [step("SELECT 1")]\n',
    });
    expect("files" in plan && plan.files.map((file) => short(file.path))).toEqual([
      "0002.add_e_mail_to_users.sql",
      "0002.add_e_mail_to_users.rollback.sql",
    ]);
  });
});
