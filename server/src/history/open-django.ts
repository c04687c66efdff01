import { django } from "../runners/django.ts";
import type { NearbyFile } from "../runners/folder.ts";
import { djangoMigration, mayBeDjango } from "../sources/python/django.ts";
import type { HostFile } from "../sources/source.ts";
import { parentOf } from "../text/path.ts";
import type { Declared } from "./declared.ts";
import { inOrder } from "./django-order.ts";
import type { OpenedHistory } from "./open.ts";
import { openedIn, withChange } from "./opened-in.ts";
import { openSource } from "./source-file.ts";

/** Applications of Django that have SQL of their own in their migrations. */
export function openDjango(
  files: readonly HostFile[],
  nearby: readonly NearbyFile[],
  declared: (folder: string) => Declared,
): readonly OpenedHistory[] {
  const folders = new Map<string, HostFile[]>();
  for (const file of files.filter(mayBeDjango)) {
    const folder = parentOf(file.path);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders].flatMap(([folder, own]) => {
    if (!own.some(({ text }) => /\bRunSQL\b/.test(text)) || !isPostgres(own, nearby)) return [];
    const found = own.flatMap((file) => djangoMigration(file) ?? []);
    return found.some((one) => one.hasSql) ? [opened(folder, own, declared(folder))] : [];
  });
}

/** An application whose migrations hold no SQL yet; undefined where there is none, or it may be for another database. */
export function openDjangoApplication(
  folder: string,
  files: readonly HostFile[],
  nearby: readonly NearbyFile[],
  declared: (folder: string) => Declared,
): OpenedHistory | undefined {
  const own = files.filter((file) => parentOf(file.path) === folder && mayBeDjango(file));
  return own.length > 0 && isPostgres(own, nearby)
    ? opened(folder, own, declared(folder))
    : undefined;
}

function opened(folder: string, own: readonly HostFile[], declared: Declared): OpenedHistory {
  const found = own.flatMap((file) => djangoMigration(file) ?? []);
  const files = inOrder(folder, found).map((one) =>
    openSource(one.path, one.source, django.transaction),
  );
  return {
    ...openedIn(folder, django, "Python files with operations of Django", files, declared),
    reopen: (changes) =>
      opened(
        folder,
        own.map((file) => withChange(file, changes)),
        declared,
      ),
  };
}

const ofPostgres = /django\.db\.backends\.postgresql|\bpsycopg|contrib\.gis\.db\.backends\.postgis/;
const ofOthers =
  /django\.db\.backends\.(?:mysql|oracle)|\bmysqlclient\b|\bPyMySQL\b|\bmssql-django\b|\bcx_Oracle\b/i;
/** Words that PostgreSQL has and others lack, and the other way round. */
const inPostgres =
  /\bdjango\.contrib\.postgres\b|\b(?:CONCURRENTLY|JSONB|TIMESTAMPTZ|plpgsql|CREATE EXTENSION|BIGSERIAL|tsvector|gin_trgm_ops|ILIKE|NOT VALID)\b|\bUSING\s+(?:GIN|GIST)\b|::\w/i;
const inOthers =
  /\bAUTO_?INCREMENT\b|\bENGINE\s*=|\bPRAGMA\b|\bMODIFY\s+(?:COLUMN\s+)?`?\w+`?\s|\bFULLTEXT\b|`\w+`\s*(?:\(|ADD|SET)|\bSHOW\s+VARIABLES\b|\bCONVERT TO CHARACTER SET\b/i;

/** Django's migrations may be for any database. */
function isPostgres(own: readonly HostFile[], nearby: readonly NearbyFile[]): boolean {
  if (own.some(({ text }) => inOthers.test(text))) return false;
  if (own.some(({ text }) => inPostgres.test(text))) return true;
  return (
    nearby.some(({ text }) => ofPostgres.test(text)) &&
    !nearby.some(({ text }) => ofOthers.test(text))
  );
}
