import { shownType } from "../objects/written-type.ts";
import { errorValue, freshValue, someValue, type Value } from "./value.ts";

/** A text read as a date, a time or an interval; undefined where it stays as it is written, and for other types. */
export function toMoment(text: string, type: string): Value | undefined {
  const kind = /^(date|timestamp|time|interval)(tz)?$/.exec(type)?.[1];
  if (kind === undefined) return undefined;
  // 'now', 'today' and the like mean another moment each time.
  if (kind !== "interval" && /now|today|tomorrow|yesterday/i.test(text)) return freshValue();
  if (isNone(text, kind)) return invalidMoment(text, type);
  if (type !== "date") return undefined;
  const date = isoDate(text);
  return date === undefined ? someValue : { kind: "typed", type: "date", text: date };
}

/**
 * What has too few digits for one (ParseDateTime takes most punctuation for space), apart from PostgreSQL's words: asked
 * PostgreSQL 18.
 */
function isNone(text: string, kind: string): boolean {
  if (/epoch|infinity|allballs/i.test(text)) return false;
  if (!/\d/.test(text)) return true;
  if (kind === "time") return /^[^a-z\d]*\d{1,3}[^a-z\d]*$/i.test(text);
  return kind !== "interval" && /^\D*\d{1,4}\D*$/.test(text);
}

const invalidMoment = (text: string, type: string): Value =>
  errorValue(
    "22007",
    `invalid input syntax for type ${shownType({ schema: "pg_catalog", name: type, dimensions: 0 }, [])}: "${text}"`,
  );

/** `2020-1-1`, `20200101`, or with a time that a date leaves out, as PostgreSQL writes it. */
function isoDate(text: string): string | undefined {
  const found = /^\s*(\d{4})(-?)(\d{1,2})\2(\d{1,2})(?:[T ]\d.*)?\s*$/.exec(text);
  const [, year = "", dash, month = "", day = ""] = found ?? [];
  if (!found || (dash === "" && month.length + day.length < 4)) return undefined;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
