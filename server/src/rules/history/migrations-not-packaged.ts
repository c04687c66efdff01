import { isPacked, type Package } from "../../runners/package.ts";
import { replace } from "../../text/edits.ts";
import {
  type FolderReport,
  type FolderView,
  folderRule,
  type ImageGap,
  type Named,
} from "../folder-rule.ts";
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
  title: "The published package, or the image, lacks its migrations",
  why: "`files` in package.json names what `npm publish` takes, and the folder of migrations is not in it, though the package's code reads that folder. In the repository all goes well; whoever installs the package has code that looks for migrations which are not there. The same of an image whose Dockerfile copies the code and not the folder that its command reads when it starts.",
  severity: "error",
  aliases: [],
  *check(view) {
    yield* ofPackage(view);
    for (const gap of view.project?.imageGaps ?? []) yield ofImage(gap);
  },
  examples: {
    flags: [{ files: files('["dist"]'), fixed: files('["dist", "drizzle"]') }],
    allows: [{ files: files('["dist", "drizzle"]') }],
  },
});

function* ofPackage({ project, listing }: FolderView): Iterable<FolderReport> {
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
}

const ofImage = ({ path, at, name, isIgnored, start, fixes }: ImageGap): FolderReport => ({
  path,
  span: at,
  message: isIgnored
    ? `The image has no ${name}: this line leaves it out, and ${start.reader} reads it when the image starts.`
    : `The image has no ${name}: nothing copies it, and ${start.reader} reads it when the image starts.`,
  detail:
    fixes.length > 0
      ? "In the repository all goes well; the container looks for migrations that are not there."
      : "Copy it to where it is looked for; from which folder the image is built, and to which, is not certain here.",
  related: start.related
    ? [{ path: start.related.path, span: start.related.at, message: "This reads the folder." }]
    : [],
  fixes,
  ...(start.isDirect ? {} : { severity: "warning" as const }),
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
