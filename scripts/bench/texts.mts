// The migrations that the benchmark types in, opens and checks: plain text, the same in every run.

/** One statement of each of the kinds that migrations are made of, about `n`; some are not safe to run again. */
const statements = (n: number): readonly string[] => [
  `CREATE TABLE IF NOT EXISTS account_${n} (\n    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n    owner_id bigint NOT NULL,\n    email text NOT NULL,\n    created_at timestamptz NOT NULL DEFAULT now()\n);`,
  `CREATE INDEX account_${n}_email_idx ON account_${n} (lower(email));`,
  `ALTER TABLE account_${n} ADD COLUMN IF NOT EXISTS nickname text;`,
  `ALTER TABLE account_${n} ADD CONSTRAINT account_${n}_email_check CHECK (email <> '');`,
  `DO $$ BEGIN\n    IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood_${n}') THEN\n        CREATE TYPE mood_${n} AS ENUM ('sad', 'ok', 'happy');\n    END IF;\nEND $$;`,
  `CREATE OR REPLACE FUNCTION touch_${n}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n    NEW.created_at := now();\n    RETURN NEW;\nEND $$;`,
  `ALTER TABLE account_${n} ENABLE ROW LEVEL SECURITY;`,
  `INSERT INTO account_${n} (owner_id, email) VALUES (1, 'root@example.com') ON CONFLICT DO NOTHING;`,
  `COMMENT ON TABLE account_${n} IS 'the accounts of tenant ${n}';`,
];

/** A migration of at least `bytes` characters; `first` keeps the names of several apart. */
export function migrationOf(bytes: number, first: number): string {
  const parts: string[] = [];
  let length = 0;
  for (let n = first; length < bytes; n++)
    for (const statement of statements(n)) {
      if (length >= bytes) break;
      parts.push(statement);
      length += statement.length + 2;
    }
  return `${parts.join("\n\n")}\n`;
}

export const migrationName = (index: number): string =>
  `${String(index).padStart(6, "0")}_step.sql`;
