import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { type Files, migration } from "../sources/django.ts";
import { newParser } from "../support/parser.ts";
import { all, findings, opened } from "../systems/found.ts";
import { mended } from "../systems/mend.ts";
import { type Cluster, startCluster } from "./postgres.ts";

/** Django itself (Debian's python3-django and python3-psycopg2) on PostgreSQL. */
let cluster: Cluster;
let service: Service;
beforeAll(async () => {
  cluster = await startCluster();
  service = createService(await newParser());
});
afterAll(() => cluster.stop());

const settings = (url: URL): string =>
  `SECRET_KEY = "x"
INSTALLED_APPS = ["shop"]
USE_TZ = True
DATABASES = {"default": {
    "ENGINE": "django.db.backends.postgresql", "NAME": "${url.pathname.slice(1)}",
    "USER": "${url.username}", "HOST": "${url.hostname}", "PORT": "${url.port}",
}}
`;

/** The migrations of an application, without which database they are for. */
const shop = (files: Files): Files => ({
  "requirements.txt": "Django\npsycopg2\n",
  ...Object.fromEntries(
    Object.entries(files).map(([name, text]) => [`shop/migrations/${name}.py`, text]),
  ),
});

interface Said {
  readonly failed: string;
  readonly output: string;
}

/** What Django says to these commands, one after the other on one new database; `failed` is "" when all went well. */
async function manage(files: Files, ...commands: readonly string[]): Promise<Said> {
  const folder = mkdtempSync(join(tmpdir(), "safe-migrations-django-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const all: Files = {
    ...files,
    "settings.py": settings(new URL(await cluster.database())),
    "shop/__init__.py": "",
    "shop/migrations/__init__.py": "",
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  let output = "";
  for (const one of commands) {
    const ran = spawnSync("django-admin", one.split(" "), {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, PYTHONPATH: folder, DJANGO_SETTINGS_MODULE: "settings" },
    });
    output = `${ran.stdout}${ran.stderr}`;
    if (ran.status !== 0) return { failed: one, output };
  }
  return { failed: "", output };
}

const orders = migration(
  [],
  `migrations.RunSQL(["CREATE TABLE orders (id int PRIMARY KEY, note text)", ("INSERT INTO orders VALUES (%s, %s || '%%')", [1, "o'clock"])], reverse_sql="DROP TABLE orders")`,
);
const index = (sql: string): string =>
  migration(["0001_orders"], `migrations.RunSQL("${sql}", reverse_sql="DROP INDEX by_note")`);
const concurrently = index("CREATE INDEX CONCURRENTLY by_note ON orders (note)");
const alone = (text: string): string =>
  text.replace("    operations =", "    atomic = False\n    operations =");

test("an index that is built concurrently in a migration's transaction is refused, as was found", async () => {
  const files = shop({ "0001_orders": orders, "0002_index": concurrently });
  expect(findings(service, files).map((one) => one.finding.rule)).toEqual([
    "first-run/not-in-transaction",
  ]);
  const { failed, output } = await manage(files, "migrate");
  expect(failed).toBe("migrate");
  expect(output).toContain("CREATE INDEX CONCURRENTLY cannot run inside a transaction block");
});

test("up, down and up again goes well where nothing is found", async () => {
  const files = shop({ "0001_orders": orders, "0002_index": alone(concurrently) });
  expect(findings(service, files).filter((one) => one.finding.run !== "second")).toEqual([]);
  expect((await manage(files, "migrate", "migrate shop zero", "migrate")).failed).toBe("");
});

/** A crash between the statements and the record: nothing is recorded, and everything is run again. */
const crash = ["migrate", "migrate --fake shop 0001", "migrate"];

test("what was run without its record fails again outside a transaction, and not when mended", async () => {
  const files = shop({ "0001_orders": orders, "0002_index": alone(concurrently) });
  expect(all(service, files).filter((one) => one.severity === "warning")).toMatchObject([
    { run: "second", path: "shop/migrations/0002_index.py", sqlstate: "42P07" },
  ]);
  const { failed, output } = await manage(files, ...crash);
  expect(failed).toBe("migrate");
  expect(output).toContain('relation "by_note" already exists');
  expect((await manage(mended(service, files), ...crash)).failed).toBe("");
});

test("migrations are run in the order that we take them in", async () => {
  const next = (depends: readonly string[]): string =>
    migration(depends, 'migrations.RunSQL("SELECT 1", migrations.RunSQL.noop)');
  const squashed = next([]).replace(
    "    operations",
    '    replaces = [("shop", "0004_d"), ("shop", "0002_b")]\n    operations',
  );
  const files = shop({
    "0001_a": next(["0003_c"]),
    "0002_b": next(["0004_d"]),
    "0003_c": next(["0002_b"]),
    "0004_d": next([]),
    "0004_squashed_b": squashed,
  });
  const { output } = await manage(files, "showmigrations --plan");
  const theirs = [...output.matchAll(/shop\.(\w+)/g)].map((one) => one[1]);
  const ours = opened(service, files, {}).flatMap((one) =>
    one.files.map(({ path }) => path.replace(/^.*\/|\.py$/g, "")),
  );
  expect(ours).toEqual(theirs);
});

test("a reverse that fails is found, and Django meets it", async () => {
  const files = shop({
    "0001_orders": orders.replace("DROP TABLE orders", "ALTER TABLE orders DROP COLUMN total"),
  });
  expect(findings(service, files).map((one) => one.finding.rule)).toContain("history/down-fails");
  const { failed, output } = await manage(files, "migrate", "migrate shop zero");
  expect(failed).toBe("migrate shop zero");
  expect(output).toContain('column "total" of relation "orders" does not exist');
});
