import type { Order } from "./runner.ts";

/** Text order of code units, as most tools sort names. */
export const byText = (one: string, other: string): number =>
  one < other ? -1 : one > other ? 1 : 0;

/** By the number that `version` finds in the name (no size limit), then by text. */
export const byNumber =
  (version: RegExp) =>
  (one: string, other: string): number => {
    const a = version.exec(one)?.[1];
    const b = version.exec(other)?.[1];
    if (a === undefined || b === undefined) return byText(one, other);
    const [left, right] = [BigInt(a), BigInt(b)];
    return left < right ? -1 : left > right ? 1 : byText(one, other);
  };

export const textOrder: Order = { key: "text", compare: byText };

export const numberOrder = (version: RegExp): Order => ({
  key: "number",
  compare: byNumber(version),
});

/** By the version as text (1, 10, 2): where `_` behind a shorter one does not count. */
export const versionTextOrder: Order = {
  key: "text",
  compare: (one, other) => byText(versionOf(one), versionOf(other)) || byText(one, other),
};

const versionOf = (name: string): string => /^\d+/.exec(name)?.[0] ?? name;
