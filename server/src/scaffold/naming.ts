/** How a folder numbers and spells its migrations, read off the names that are there. */
export interface Convention {
  readonly version: "sequence" | "timestamp" | "milliseconds" | "dashed timestamp";
  /** Digits of a sequence, with leading zeros; 1 means none. */
  readonly width: number;
  readonly last: bigint;
  readonly separator: "_" | "-";
}

/** `versions`: the leading version of each migration, as written; `slugs`: what follows it. */
export function conventionOf(
  versions: readonly string[],
  slugs: readonly string[],
  byDefault: Convention["version"],
): Convention {
  const last = versions.at(-1);
  const separator = slugs.filter((one) => one.includes("-")).length > slugs.length / 2 ? "-" : "_";
  if (last === undefined)
    return { version: byDefault, width: byDefault === "sequence" ? 6 : 14, last: 0n, separator };
  const numbers = versions.map((one) => BigInt(one.replaceAll(/\D/g, "") || "0"));
  const highest = numbers.reduce((a, b) => (b > a ? b : a), 0n);
  return { version: kindOf(last), width: widthOf(versions), last: highest, separator };
}

/** The version after the last one. `now`: milliseconds since 1970, UTC. A clock behind the last version counts on from it. */
export function nextVersion(convention: Convention, now: number): string {
  const { version, width, last } = convention;
  if (version === "sequence") return String(last + 1n).padStart(width, "0");
  const digits = new Date(now).toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const clock = version === "milliseconds" ? String(now) : digits;
  const next = BigInt(clock) > last ? clock : String(last + 1n);
  if (version !== "dashed timestamp") return next;
  return next.replace(/^(\d{4})(\d\d)(\d\d)(\d+)$/, "$1-$2-$3-$4");
}

/** Words as the folder spells them: `Add e-mail to users` → `add_e_mail_to_users`. Empty when nothing is left. */
export const slug = (words: string, separator: "_" | "-"): string =>
  words
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, separator)
    .replace(/^[-_]+|[-_]+$/g, "");

function kindOf(version: string): Convention["version"] {
  if (/^\d{4}-\d\d-\d\d/.test(version)) return "dashed timestamp";
  const digits = version.replaceAll(/\D/g, "");
  if (digits.length === 13 && digits.startsWith("1")) return "milliseconds";
  return digits.length >= 12 && /^(19|20)/.test(digits) ? "timestamp" : "sequence";
}

const widthOf = (versions: readonly string[]): number =>
  versions.some((one) => /^0\d/.test(one)) ? Math.max(...versions.map((one) => one.length)) : 1;
