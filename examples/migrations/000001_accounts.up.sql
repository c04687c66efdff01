-- Accounts and their plans.
CREATE TABLE IF NOT EXISTS plans (
  code text PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE IF NOT EXISTS accounts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL UNIQUE,
  plan_code text NOT NULL REFERENCES plans (code),
  created_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO plans (code, name)
VALUES ('free', 'Free'), ('team', 'Team')
ON CONFLICT (code) DO NOTHING;
