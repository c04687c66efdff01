/** The console of Raxx, small: a tree of Alembic revisions with numbers, and a role and a row from outside. */
export type Files = Readonly<Record<string, string>>;

const folder = "console/migrations/versions";

/** One revision; `up` and `down` are bodies without indentation. */
export function revision(id: string, down: string | null, up: string, back: string): string {
  const body = (text: string): string =>
    text
      .split("\n")
      .map((line) => (line === "" ? "" : `    ${line}`))
      .join("\n");
  return `"""Revision ${id}"""
from alembic import op
import sqlalchemy as sa

revision: str = "${id}"
down_revision = ${down === null ? "None" : `"${down}"`}
branch_labels = None
depends_on = None

OPERATOR = "operator@raxx.example"
ROLE = "raptor_app"


def upgrade() -> None:
${body(up)}


def downgrade() -> None:
${body(back)}
`;
}

const admins = revision(
  "0001",
  null,
  `op.create_table(
    "admins",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("email", sa.String(255), nullable=False, unique=True),
)`,
  `op.drop_table("admins")`,
);

const sessions = revision(
  "0002",
  "0001",
  `op.create_table(
    "sessions",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("admin_id", sa.Integer(), sa.ForeignKey("admins.id"), nullable=False),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint("id"),
)
op.create_index("ix_sessions_expires", "sessions", ["expires_at"])`,
  `op.drop_index("ix_sessions_expires", table_name="sessions")
op.drop_table("sessions")`,
);

const base: Files = {
  [`${folder}/0001_admins.py`]: admins,
  [`${folder}/0002_sessions.py`]: sessions,
};

/** The base with one more revision on top of it. */
const with3 = (up: string, down: string): Files => ({
  ...base,
  [`${folder}/0003_next.py`]: revision("0003", "0002", up, down),
});

export const paths = {
  first: `${folder}/0001_admins.py`,
  second: `${folder}/0002_sessions.py`,
  third: `${folder}/0003_next.py`,
  fourth: `${folder}/0004_more.py`,
} as const;

export const fixed = base;

/** Row 48: an operator must be there before the revision runs. */
export const seed = with3(
  `bind = op.get_bind()
row = bind.execute(
    sa.text("SELECT id FROM admins WHERE email = :email"), {"email": OPERATOR}
).fetchone()
if row is None:
    raise RuntimeError("seed the operator first")`,
  "pass",
);
export const seedFixed = with3(
  `op.execute("INSERT INTO admins (email) VALUES ('operator@raxx.example') ON CONFLICT DO NOTHING")
bind = op.get_bind()
row = bind.execute(
    sa.text("SELECT id FROM admins WHERE email = :email"), {"email": OPERATOR}
).fetchone()
if row is None:
    raise RuntimeError("seed the operator first")`,
  `op.execute("DELETE FROM admins WHERE email = 'operator@raxx.example'")`,
);

/** Rows 49 and 50: the role is there in production only. */
export const role = with3(
  `op.execute(f"GRANT SELECT ON sessions TO {ROLE}")`,
  `op.execute(f"REVOKE SELECT ON sessions FROM {ROLE}")`,
);
export const roleFixed = with3(
  `op.execute("""
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'raptor_app') THEN
        CREATE ROLE raptor_app NOLOGIN;
    END IF;
END $$
""")
op.execute(f"GRANT SELECT ON sessions TO {ROLE}")`,
  `op.execute(f"REVOKE SELECT ON sessions FROM {ROLE}")`,
);

const more = (id: string, down: string): string =>
  revision(
    id,
    down,
    `op.add_column("admins", sa.Column("note_${id}", sa.Text()))`,
    `op.drop_column("admins", "note_${id}")`,
  );

/** Row 51: two branches each took the next place. */
export const heads: Files = {
  ...base,
  [paths.third]: more("0003", "0002"),
  [paths.fourth]: more("0004", "0002"),
};
export const headsFixed: Files = { ...heads, [paths.fourth]: more("0004", "0003") };

/** Rows 52 and 53: 0004_more.py calls itself 0003. */
export const duplicate: Files = {
  ...base,
  [paths.third]: more("0003", "0002"),
  [paths.fourth]: more("0003", "0002").replaceAll("note_0003", "remark"),
};
/** Row 53 alone. */
export const misnamed: Files = {
  ...base,
  [paths.third]: more("0003", "0002"),
  [`${folder}/0005_more.py`]: more("0004", "0003"),
};

/** Row 54. */
const active = (predicate: string): Files =>
  with3(
    `op.create_index(
    "ix_sessions_active",
    "sessions",
    ["admin_id"],
    postgresql_where=sa.text("${predicate}"),
)`,
    `op.drop_index("ix_sessions_active", table_name="sessions")`,
  );
export const volatile = active("expires_at > now()");
export const volatileFixed = active("expires_at > '2025-01-01T00:00:00Z'::timestamptz");

/** Row 55. */
export const broken: Files = { ...base, [paths.third]: more("0003", "0002a") };

/** Row 56: made once more, by another team, with other columns. */
const again = `op.create_table("sessions", sa.Column("token", sa.Text(), primary_key=True))`;
export const twice = with3(again, `op.drop_table("sessions")`);
export const twiceFixed = with3(
  `op.drop_index("ix_sessions_expires", table_name="sessions")
op.drop_table("sessions")
${again}`,
  `op.drop_table("sessions")
op.create_table(
    "sessions",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("admin_id", sa.Integer(), sa.ForeignKey("admins.id"), nullable=False),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint("id"),
)
op.create_index("ix_sessions_expires", "sessions", ["expires_at"])`,
);

/** Row 65: the table that it points at comes later. */
export const order: Files = {
  [paths.first]: sessions
    .replace('"0002"', '"0001"')
    .replace('down_revision = "0001"', "down_revision = None"),
  [paths.second]: admins
    .replace('"0001"', '"0002"')
    .replace("down_revision = None", 'down_revision = "0001"'),
};

/** Row 66: another tree makes a table of the same name in another database. */
export const otherTree: Files = {
  ...base,
  "api/migrations/versions/0001_admins.py": admins,
};

/** Row 57: the upgrade makes the table anew, and the downgrade does not bring the old one back. */
export const forgotten = with3(
  `op.drop_index("ix_sessions_expires", table_name="sessions")
op.drop_table("sessions")
${again}`,
  `op.drop_table("sessions")`,
);

const notes = `op.add_column("admins", sa.Column("note", sa.Text()))
op.create_index("ix_admins_note", "admins", ["note"])`;
const notesBack = `op.drop_index("ix_admins_note", table_name="admins")
op.drop_column("admins", "note")`;

/** Row 58: an index by a name that it does not have. */
export const wrongName = with3(notes, notesBack.replace("ix_admins_note", "ix_admin_notes"));
/** Row 59: nothing, a refusal, and no function at all. */
export const passes = with3(notes, "pass");
export const raises = with3(notes, `raise NotImplementedError("one way")`);
export const absent: Files = {
  ...base,
  [paths.third]: revision("0003", "0002", notes, "pass").replace(/\n\ndef downgrade[\s\S]*$/, ""),
};
export const undone = with3(notes, notesBack);

/** Row 62: the downgrade takes the operator away, whom only the gate or an earlier revision has made. */
export const unseeded: Files = {
  ...base,
  [paths.second]: sessions.replace(
    "    op.create_index(",
    `    op.execute("INSERT INTO admins (email) VALUES ('operator@raxx.example') ON CONFLICT DO NOTHING")\n    op.create_index(`,
  ),
  [paths.third]: revision(
    "0003",
    "0002",
    `bind = op.get_bind()
row = bind.execute(
    sa.text("SELECT id FROM admins WHERE email = :email"), {"email": OPERATOR}
).fetchone()
if row is None:
    raise RuntimeError("seed the operator first")`,
    `op.execute("DELETE FROM admins WHERE email = 'operator@raxx.example'")`,
  ),
};

export const workflow = ".github/workflows/ci-pr.yml";

/** The gate of pull requests: a new database, upgraded. */
const gate = (steps: string, paths = '["console/**", ".github/workflows/**"]'): Files => ({
  [workflow]: `name: ci
on:
  pull_request:
    paths: ${paths}
jobs:
  migrations:
    runs-on: ubuntu-latest
    services:
      postgres:
        image: postgres:15
    defaults:
      run:
        working-directory: console
    steps:
      - uses: actions/checkout@v4
${steps}`,
});

const makesRole = (sql: string): string => `      - name: Roles
        run: |
          psql "$DATABASE_URL" -v ON_ERROR_STOP=1 <<'SQL'
${sql
  .split("\n")
  .map((line) => `          ${line}`)
  .join("\n")}
          SQL
`;
const guardedRole = `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'raptor_app') THEN
    CREATE ROLE raptor_app NOLOGIN;
  END IF;
END $$;`;
const upgrade = (to: string): string => `      - run: alembic -c alembic.ini upgrade ${to}
`;
const seeds = (tail: string): string => `      - run: |
          echo seeding
          psql "$DATABASE_URL" -c "INSERT INTO admins (email) VALUES ('operator@raxx.example')${tail}"
`;
const onConflict = " ON CONFLICT DO NOTHING";

const seeded: Files = {
  ...base,
  [paths.third]: seed[paths.third] ?? "",
  [paths.fourth]: (role[paths.third] ?? "").replace('"0003"', '"0004"').replace('"0002"', '"0003"'),
};

/** Rows 48 and 49: what the gate gives is there. */
export const gated: Files = {
  ...seeded,
  ...gate(makesRole(guardedRole) + upgrade("0002") + seeds(onConflict) + upgrade("head")),
};
/** Row 60: neither bears a second run. */
export const gateTwice: Files = {
  ...seeded,
  ...gate(
    makesRole("CREATE ROLE raptor_app NOLOGIN;") + upgrade("0002") + seeds("") + upgrade("head"),
  ),
};
/** Row 61: the operator comes when the revision has failed. */
export const gateLate: Files = {
  ...seeded,
  ...gate(makesRole(guardedRole) + upgrade("head") + seeds(onConflict)),
};
/** Row 61: before there is a table. */
export const gateEarly: Files = {
  ...seeded,
  ...gate(makesRole(guardedRole) + seeds(onConflict) + upgrade("head")),
};
/** Row 63: the filter of paths leaves the tree out. */
export const gateElsewhere: Files = {
  ...seeded,
  ...gate(
    makesRole(guardedRole) + upgrade("0002") + seeds(onConflict) + upgrade("head"),
    '["api/**"]',
  ),
};
export const gateElsewhereInLines: Files = {
  ...gateElsewhere,
  [workflow]: (gateElsewhere[workflow] ?? "").replace('["api/**"]', "\n      - 'api/**'"),
};
