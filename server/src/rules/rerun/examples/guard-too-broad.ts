import type { Rule } from "../../rule.ts";
import { lines } from "./lines.ts";

export const guardTooBroadExamples: Rule["examples"] = {
  flags: [
    {
      sql: "DO $$ BEGIN CREATE TYPE mood AS ENUM ('sad'); EXCEPTION WHEN OTHERS THEN NULL; END $$;",
      fixed:
        "DO $$ BEGIN CREATE TYPE mood AS ENUM ('sad'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
    },
    {
      given: "CREATE TABLE orders (id int NOT NULL);",
      sql: lines(
        "do $$",
        "begin",
        "  alter table orders add constraint a unique (id), add column note text;",
        "exception",
        "  when others then",
        "    raise notice 'there already';",
        "end $$;",
      ),
      fixed: lines(
        "do $$",
        "begin",
        "  alter table orders add constraint a unique (id), add column note text;",
        "exception",
        "  when duplicate_table or duplicate_column then",
        "    raise notice 'there already';",
        "end $$;",
      ),
    },
    {
      sql: "DO $$ BEGIN CREATE ROLE example_reader; EXCEPTION WHEN duplicate_object OR insufficient_privilege THEN NULL; END $$;",
      fixed:
        "DO $$ BEGIN CREATE ROLE example_reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
    },
  ],
  allows: [
    {
      sql: "DO $$ BEGIN CREATE TYPE mood AS ENUM ('sad'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
      because: "it names what it catches",
    },
    {
      sql: "DO $$ BEGIN CREATE TYPE mood AS ENUM ('sad'); EXCEPTION WHEN duplicate_object THEN NULL; WHEN OTHERS THEN RAISE; END $$;",
      because: "what is not expected is raised again",
    },
    {
      sql: "DO $$ BEGIN PERFORM 1 / 0; EXCEPTION WHEN OTHERS THEN NULL; END $$;",
      because: "nothing of the schema is at stake",
    },
  ],
};
