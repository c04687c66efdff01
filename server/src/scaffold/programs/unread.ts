/** The tools' own commands for a new program, by the language of those that are there. */
const commands: readonly (readonly [names: RegExp, language: string, commands: string])[] = [
  [/^\d+_.*\.go$/, "Go", "goose create NAME go"],
  [/^[mVU]?\d+_.*\.rs$/, "Rust", "sea-orm-cli migrate generate NAME, for instance"],
  [/^\d+_.*\.rb$/, "Ruby", "bin/rails generate migration NAME"],
  [
    /^(?:\d.*|Version\d+)\.php$/,
    "PHP",
    "php artisan make:migration NAME or bin/console doctrine:migrations:generate",
  ],
  [/^\d+_.*\.exs$/, "Elixir", "mix ecto.gen.migration NAME"],
  [/^\d{14}_.*\.cs$/, "C#", "dotnet ef migrations add NAME"],
  [/^V\d+.*__.*\.(?:java|kt)$/, "Java", "no command: Flyway takes a class named after its version"],
  [/^\d{4}_.*\.py$/, "Python", "python manage.py makemigrations --empty --name NAME APP"],
  [/^[0-9a-f]{12}_.*\.py$/, "Python", "alembic revision -m NAME"],
  [
    /^(?:Migration)?\d{4,}.*\.[cm]?[jt]s$/,
    "TypeScript or JavaScript",
    "that of the tool which runs them",
  ],
];

/** Why a folder gets no .sql file whose migrations are programs that nobody reads here. */
export function programsUnread(names: readonly string[]): string | undefined {
  for (const [pattern, language, command] of commands) {
    const found = names
      .filter((name) => pattern.test(name))
      .sort()
      .at(-1);
    if (found !== undefined)
      return `the migrations of this folder are programs in ${language} (${found}), which a .sql file would not be run among; the tool's own command: ${command}`;
  }
  return undefined;
}
