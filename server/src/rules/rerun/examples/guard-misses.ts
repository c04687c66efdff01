import type { Rule } from "../../rule.ts";
import { lines } from "./lines.ts";

const given = "CREATE TABLE orders (id int NOT NULL);";

export const guardMissesExamples: Rule["examples"] = {
  flags: [
    {
      given,
      sql: lines(
        "DO $$",
        "BEGIN",
        "  ALTER TABLE orders ADD CONSTRAINT orders_id UNIQUE (id);",
        "EXCEPTION",
        "  WHEN duplicate_object THEN NULL;",
        "END $$;",
      ),
      fixed: lines(
        "DO $$",
        "BEGIN",
        "  ALTER TABLE orders ADD CONSTRAINT orders_id UNIQUE (id);",
        "EXCEPTION",
        "  WHEN duplicate_object OR duplicate_table THEN NULL;",
        "END $$;",
      ),
    },
    {
      given,
      sql: "do $$ begin alter table orders add primary key (id); exception when duplicate_object then null; end $$;",
      fixed:
        "do $$ begin alter table orders add primary key (id); exception when duplicate_object or invalid_table_definition then null; end $$;",
    },
    {
      given,
      sql: lines(
        "DO $$",
        "BEGIN",
        "  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'order_id') THEN",
        "    ALTER TABLE orders ADD CONSTRAINT orders_id CHECK (id > 0);",
        "  END IF;",
        "END $$;",
      ),
      fixed: lines(
        "DO $$",
        "BEGIN",
        "  IF NOT EXISTS (",
        "    SELECT 1 FROM pg_constraint",
        "    WHERE conname = 'orders_id' AND conrelid = 'orders'::regclass",
        "  ) THEN",
        "    ALTER TABLE orders ADD CONSTRAINT orders_id CHECK (id > 0);",
        "  END IF;",
        "END $$;",
      ),
    },
    {
      sql: lines(
        "DO $$",
        "BEGIN",
        "  IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'mood') THEN",
        "    CREATE TYPE mood AS ENUM ('sad');",
        "  END IF;",
        "END $$;",
      ),
      fixed: lines(
        "DO $$",
        "BEGIN",
        "  IF NOT EXISTS (",
        "    SELECT 1 FROM pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace",
        "    WHERE o.typname = 'mood' AND n.nspname = current_schema()",
        "  ) THEN",
        "    CREATE TYPE mood AS ENUM ('sad');",
        "  END IF;",
        "END $$;",
      ),
    },
    {
      given:
        "CREATE TABLE orders (id int); CREATE TABLE carts (id int, CONSTRAINT positive CHECK (id > 0));",
      sql: lines(
        "DO $$",
        "BEGIN",
        "  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'positive') THEN",
        "    ALTER TABLE orders ADD CONSTRAINT positive CHECK (id > 0);",
        "  END IF;",
        "END $$;",
      ),
      fixed: lines(
        "DO $$",
        "BEGIN",
        "  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'positive' AND conrelid = 'orders'::regclass) THEN",
        "    ALTER TABLE orders ADD CONSTRAINT positive CHECK (id > 0);",
        "  END IF;",
        "END $$;",
      ),
      makesMore: true,
    },
  ],
  allows: [
    {
      given,
      sql: "DO $$ BEGIN ALTER TABLE orders ADD CONSTRAINT orders_id UNIQUE (id); EXCEPTION WHEN duplicate_table THEN NULL; END $$;",
      because: "that is what PostgreSQL raises here",
    },
    {
      given,
      sql: "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c' AND conrelid = 'orders'::regclass) THEN ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0); END IF; END $$;",
      because: "the guard looks the constraint up on its own table",
    },
    {
      given,
      sql: "DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_name = 'carts') AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c') THEN ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0); END IF; END $$;",
      because: "what it waits for is not there, and no other table has a constraint of that name",
    },
  ],
};
