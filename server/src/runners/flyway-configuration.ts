import { parseAllDocuments } from "yaml";
import type { NearbyFile } from "./folder.ts";

/** The locations that a configuration names, as they are written. */
export function locationsWritten({ path, text }: NearbyFile): readonly string[] {
  if (!/\blocations\b/.test(text)) return [];
  const all = (pattern: RegExp): readonly string[] =>
    [...text.matchAll(pattern)].flatMap((found) => found.slice(1).join(",").split(","));
  if (/(?:^|\/)flyway[^/]*\.conf$/.test(path))
    return trimmed(all(/^[ \t]*flyway\.locations[ \t]*=(.*)$/gm));
  if (/(?:^|\/)application[^/]*\.properties$/.test(path))
    return trimmed(
      all(
        /^[ \t]*(?:%[\w,-]+\.)?(?:(?:spring\.)?flyway|quarkus\.flyway(?:\.[\w"-]+)?|flyway\.datasources\.[\w-]+)\.locations(?:\[\d+\])?[ \t]*[=:](.*)$/gm,
      ),
    );
  if (/(?:^|\/)pom\.xml$/.test(path)) return trimmed(inMaven(text));
  if (/(?:^|\/)build\.gradle(?:\.kts)?$/.test(path) && /\bflyway\b/.test(text))
    return trimmed(all(/^[ \t]*locations[ \t]*=[ \t]*(?:\w+[ \t]*)?[[(]([^\])]*)[\])]/gm));
  if (/(?:^|\/)flyway[^/]*\.toml$/.test(path))
    return trimmed(all(/^[ \t]*(?:flyway\.)?locations[ \t]*=[ \t]*\[([^\]]*)\]/gm));
  return /(?:^|\/)application[^/]*\.ya?ml$/.test(path) ? trimmed(inYaml(text)) : [];
}

const trimmed = (all: readonly string[]): readonly string[] =>
  all
    .map((one) =>
      one
        .trim()
        .replace(/^(["'])(.*)\1$/, "$2")
        .replace(/\/+$/, ""),
    )
    .filter((one) => one !== "");

/** A property, or the plugin's own element with one for each location. */
function inMaven(text: string): readonly string[] {
  if (!/\bflyway\b/.test(text)) return [];
  const lists = text
    .replace(/<!--[\s\S]*?-->/g, "")
    .matchAll(/<(flyway\.)?locations>([\s\S]*?)<\/(?:flyway\.)?locations>/g);
  return [...lists].flatMap(([, property, list = ""]) =>
    property
      ? list.split(",")
      : [...list.matchAll(/<location>([^<]*)<\/location>/g)].map((found) => found[1] ?? ""),
  );
}

function inYaml(text: string): readonly string[] {
  try {
    return parseAllDocuments(text).flatMap((one) => locationsBelow(one.toJS()));
  } catch {
    return [];
  }
}

/** As Spring Boot, Quarkus (`quarkus.flyway.DATASOURCE`) and Micronaut (`flyway.datasources.NAME`) write them. */
const keyOfLocations =
  /^(?:%[\w,-]+\.)?(?:(?:spring\.)?flyway|quarkus\.flyway(?:\.[^.]+)?|flyway\.datasources\.[^.]+)\.locations$/;

function locationsBelow(value: unknown, above = ""): readonly string[] {
  if (keyOfLocations.test(above))
    return [value].flat().flatMap((one) => (typeof one === "string" ? one.split(",") : []));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  if (!/^(?:%[^.]+\.?)?(?:(?:spring|quarkus|flyway)(?:\.|$)|$)/.test(above)) return [];
  return Object.entries(value).flatMap(([key, below]) =>
    locationsBelow(below, above === "" ? key : `${above}.${key}`),
  );
}
