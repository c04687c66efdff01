import { isPacked, type Package } from "../../runners/package.ts";
import { replace } from "../../text/edits.ts";
import { type FolderReport, folderRule, type Named } from "../folder-rule.ts";
import { journalFile, users } from "./journal-example.ts";

const files = (published: string) => ({
  "package.json": `{\n  "name": "store",\n  "version": "1.0.0",\n  "files": ${published}\n}\n`,
  "drizzle/0000_users.sql": users,
  "drizzle/meta/_journal.json": journalFile([0, 1, "0000_users"]),
  "src/migrate.ts":
    'import { migrate } from "drizzle-orm/pglite/migrator";\n\nconst run = (db: Database) => migrate(db, { migrationsFolder: join(import.meta.dirname, "../drizzle") });\n',
});

export default folderRule({
  id: "history/migrations-not-packaged",
  title: "The published package lacks its migrations",
  why: "`files` in package.json names what `npm publish` takes, and the folder of migrations is not in it, though the package's code reads that folder. In the repository all goes well; whoever installs the package has code that looks for migrations which are not there.",
  severity: "error",
  aliases: [],
  *check({ project, listing }) {
    const own = project?.package;
    const [reader] = project?.readers ?? [];
    if (!project || !own?.isPublished || own.folder === "" || project.copies || !reader) return;
    if (!own.files) return yield* ignored(own, reader);
    if (isPacked(own.files.names, own.folder)) return;
    const isCompiled = /^(?:src|lib|source)\//.test(own.folder);
    const edit = isCompiled ? undefined : own.adding(own.folder);
    yield {
      path: own.path,
      span: own.files.at,
      message: `The published package has no ${own.folder}: \`files\` leaves it out, and the package's own code reads it.`,
      detail: isCompiled
        ? "A compiler does not copy .sql files: let the build copy the folder to where the code looks for it."
        : "`npm pack --dry-run` lists what is published.",
      related: [{ path: reader.path, span: reader.at, message: "This reads the folder." }],
      fixes: edit
        ? [
            {
              title: `Publish ${own.folder} too`,
              grade: "safe",
              files: [{ path: own.path, edits: [edit] }],
            },
          ]
        : [],
      ...(listing ? {} : { severity: "warning" as const }),
    };
  },
  examples: {
    flags: [{ files: files('["dist"]'), fixed: files('["dist", "drizzle"]') }],
    allows: [{ files: files('["dist", "drizzle"]') }],
  },
});

function* ignored({ folder, ignoredBy }: Package, reader: Named): Iterable<FolderReport> {
  if (!ignoredBy) return;
  const { path, at, line } = ignoredBy;
  yield {
    path,
    span: at,
    message: `The published package has no ${folder}: .npmignore leaves it out, and the package's own code reads it.`,
    detail: "`npm pack --dry-run` lists what is published.",
    related: [{ path: reader.path, span: reader.at, message: "This reads the folder." }],
    fixes: [
      {
        title: `Publish ${folder} too`,
        grade: "safe",
        files: [{ path, edits: [replace(line, "")] }],
      },
    ],
  };
}
