/** The kinds of setting in the one table (settings.ts); what is derived from it is in derived.ts. */
export type Setting = Described & Shape;

interface Described {
  readonly scope: "resource" | "window" | "machine";
  readonly description: string;
}

export type Shape =
  | {
      readonly type: "string";
      readonly enum: readonly string[];
      readonly enumDescriptions: readonly string[];
      readonly default: string;
    }
  | { readonly type: "text" }
  | { readonly type: "boolean"; readonly default: boolean }
  | { readonly type: "array"; readonly default: readonly string[] }
  | {
      readonly type: "number";
      readonly minimum: number;
      readonly maximum: number;
      /** null: nothing is said. */
      readonly default: number | null;
    }
  /** Any keys, each with one of these values. */
  | { readonly type: "map"; readonly enum: readonly string[] }
  | { readonly type: "object"; readonly properties: Properties }
  /** A list of objects. */
  | {
      readonly type: "list";
      readonly properties: Properties;
      readonly required: readonly string[];
    };

export type Properties = Readonly<Record<string, Shape & { readonly description: string }>>;

export type ValueOf<S> = S extends { type: "string"; enum: readonly (infer E)[] }
  ? E
  : S extends { type: "text" }
    ? string
    : S extends { type: "boolean" }
      ? boolean
      : S extends { type: "array" }
        ? readonly string[]
        : S extends { type: "number" }
          ? number | null
          : S extends { type: "map"; enum: readonly (infer E)[] }
            ? Readonly<Record<string, E>>
            : S extends { type: "object"; properties: infer P }
              ? { readonly [K in keyof P]?: ValueOf<P[K]> }
              : S extends { type: "list"; properties: infer P }
                ? readonly { readonly [K in keyof P]?: ValueOf<P[K]> }[]
                : never;

/** What a setting is when nobody says anything. */
export function defaultOf(shape: Shape): unknown {
  switch (shape.type) {
    case "string":
    case "array":
    case "number":
    case "boolean":
      return shape.default;
    case "text":
      return "";
    case "list":
      return [];
    case "map":
    case "object":
      return {};
  }
}

/** What is wrong with a given value, in words; undefined when it fits. */
export function complaint(shape: Shape, value: unknown): string | undefined {
  switch (shape.type) {
    case "text":
      return typeof value === "string" ? undefined : "must be a text";
    case "boolean":
      return typeof value === "boolean" ? undefined : "must be true or false";
    case "array":
      return Array.isArray(value) && value.every((item) => typeof item === "string")
        ? undefined
        : "must be a list of strings";
    case "number":
      return value === null ||
        (Number.isInteger(value) &&
          Number(value) >= shape.minimum &&
          Number(value) <= shape.maximum)
        ? undefined
        : `must be a whole number from ${shape.minimum} to ${shape.maximum}`;
    case "string":
      return oneOf(shape.enum, value);
    case "map":
      return isRecord(value)
        ? first(Object.entries(value), ([key, one]) => within(key, oneOf(shape.enum, one)))
        : "must be an object";
    case "object":
      return isRecord(value) ? fields(shape.properties, [], value) : "must be an object";
    case "list":
      if (!Array.isArray(value)) return "must be a list";
      return first([...value.entries()], ([index, one]) =>
        within(
          `entry ${index + 1}`,
          isRecord(one) ? fields(shape.properties, shape.required, one) : "must be an object",
        ),
      );
  }
}

function fields(
  properties: Properties,
  required: readonly string[],
  value: Readonly<Record<string, unknown>>,
): string | undefined {
  const missing = required.find((key) => value[key] === undefined);
  if (missing !== undefined) return `${missing} is missing`;
  return first(Object.entries(value), ([key, one]) => {
    const shape = properties[key];
    return within(key, shape ? complaint(shape, one) : "there is no such key");
  });
}

const oneOf = (allowed: readonly string[], value: unknown): string | undefined =>
  typeof value === "string" && allowed.includes(value)
    ? undefined
    : `must be one of ${allowed.join(", ")}`;

const within = (key: string, wrong: string | undefined): string | undefined =>
  wrong && `${key}: ${wrong}`;

function first<T>(items: readonly T[], wrong: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = wrong(item);
    if (found) return found;
  }
  return undefined;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
