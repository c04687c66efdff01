/** How a folder numbers and spells its migrations, read off the names that are there. */
export interface Convention {
  readonly version: "sequence" | "timestamp" | "milliseconds" | "dashed timestamp";
  /** Digits of a version, of a sequence with leading zeros; 1 means none. */
  readonly width: number;
  /** What stands before the last part of a version of parts: `1.` of 1.10. */
  readonly head: string;
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
  if (last === undefined) {
    const width = byDefault === "sequence" ? 6 : 14;
    return { version: byDefault, width, head: "", last: 0n, separator };
  }
  const version = kindOf(last);
  const parts = version === "sequence" && versions.some((one) => /[._]/.test(one));
  const head = parts ? last.replace(/[^._]*$/, "") : "";
  // Versions of parts count on from the last one; of others the highest of the same kind is the last.
  const alike = parts
    ? [last.slice(head.length)]
    : versions.filter((one) => version === "sequence" || kindOf(one) === version);
  const numbers = alike.map((one) => BigInt(one.replaceAll(/\D/g, "") || "0"));
  const highest = numbers.reduce((a, b) => (b > a ? b : a), 0n);
  const width = version === "sequence" ? widthOf(alike) : last.replaceAll(/\D/g, "").length;
  return { version, width, head, last: highest, separator };
}

/** The version after the last one. `now`: milliseconds since 1970, UTC. A clock behind the last version counts on from it. */
export function nextVersion(convention: Convention, now: number): string {
  const { version, width, head, last } = convention;
  if (version === "sequence") return head + String(last + 1n).padStart(width, "0");
  const digits = new Date(now)
    .toISOString()
    .replaceAll(/\D/g, "")
    .padEnd(width, "0")
    .slice(0, width);
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
