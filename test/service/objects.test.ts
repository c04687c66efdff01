import { describe, expect, test } from "vitest";
import { createService } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";

const files = [
  {
    path: "migrations/001_accounts.sql",
    text: "-- 🦆\r\nCREATE TYPE mood AS ENUM ('sad', 'ok');\r\nCREATE TABLE accounts (\r\n\tid bigint PRIMARY KEY,\r\n\temail text NOT NULL,\r\n\tmood mood\r\n);\r\n",
  },
  {
    path: "migrations/002_users.sql",
    text: "ALTER TABLE accounts RENAME TO users;\nALTER TABLE users ADD COLUMN nickname text;\nCREATE UNIQUE INDEX users_email ON users (email);\nCREATE FUNCTION touch() RETURNS int LANGUAGE plpgsql AS $$ BEGIN UPDATE users SET nickname = 'x'; RETURN 1; END $$;\n",
  },
  {
    path: "migrations/003_drop.sql",
    text: "SELECT touch();\nDELETE FROM public.\"users\" u WHERE u.email = '';\nALTER TABLE users DROP COLUMN nickname;\n",
  },
];
const text = (path: string): string => files.find((file) => file.path === path)?.text ?? "";

/** The object under the `n`th occurrence of a word in a file. */
async function ask(path: string, word: string, n = 0) {
  const service = createService(await newParser());
  const [history] = service.open(files);
  if (!history) throw new Error("no history");
  let offset = -1;
  for (let at = 0; at <= n; at++) offset = text(path).indexOf(word, offset + 1);
  const found = service.objectAt(history, path, offset + 1);
  const shown = (place: { path: string; span: { start: number; end: number } }): string =>
    `${place.path.slice(11, 14)} ${text(place.path).slice(place.span.start, place.span.end)}`;
  return {
    found,
    name: found && shown(found.place),
    story: found?.story.map((event) => `${event.what} ${shown(event).split(/\s*[\r\n(]/)[0]}`),
    references: service.references(history, path, offset + 1).map(shown),
  };
}

describe("the object under the cursor", () => {
  test("is described as it stands after the statement, under the names it had", async () => {
    const { found, name, story } = await ask("migrations/003_drop.sql", "users");
    expect(name).toBe('003 "users"');
    expect(found?.description).toBe(
      [
        "table public.users (",
        "    id bigint NOT NULL",
        "    email text NOT NULL",
        "    mood mood",
        "    nickname text",
        "    CONSTRAINT accounts_pkey PRIMARY KEY (id)",
        ")",
        "-- unique index public.users_email on public.users (email)",
      ].join("\n"),
    );
    expect(story).toEqual([
      "created 001 CREATE TABLE accounts",
      "renamed 002 ALTER TABLE accounts RENAME TO users",
      "changed 002 ALTER TABLE users ADD COLUMN nickname text",
      "changed 003 ALTER TABLE users DROP COLUMN nickname",
    ]);
  });

  test("is found in every file, in bodies of functions too", async () => {
    const { references } = await ask("migrations/002_users.sql", "nickname");
    expect(references).toEqual(["002 nickname", "002 nickname", "003 nickname"]);
  });

  test("may be a column behind an alias, an enum, an index, a function", async () => {
    expect((await ask("migrations/003_drop.sql", "email")).found?.thing).toEqual({
      class: "column",
      key: "email",
      on: "public.users",
    });
    expect((await ask("migrations/001_accounts.sql", "mood", 2)).found?.description).toBe(
      "enum public.mood ('sad', 'ok')",
    );
    expect((await ask("migrations/002_users.sql", "users_email")).found?.description).toBe(
      "unique index public.users_email on public.users (email)",
    );
    const touch = await ask("migrations/003_drop.sql", "touch");
    expect(touch.story).toEqual(["created 002 CREATE FUNCTION touch"]);
  });

  test("is nothing on keywords and outside statements", async () => {
    expect((await ask("migrations/001_accounts.sql", "CREATE")).found).toBeUndefined();
    expect((await ask("migrations/001_accounts.sql", "🦆")).found).toBeUndefined();
  });
});
