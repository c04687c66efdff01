import { joinPath, within } from "../text/path.ts";
import type { Span } from "../text/span.ts";
import { type Instruction, readDockerfile, type Stage, wordsOf } from "./dockerfile.ts";

/** What a Dockerfile makes in the end, as far as a folder of its context is concerned. */
export interface Image {
  /** Where the folder may lie in it, without a slash in front; none: it certainly is not there. */
  readonly places: readonly string[];
  /** The folder that it works in, written so as well. */
  readonly workdir: string;
  /** What it starts: entry point and command, in words. */
  readonly starts: readonly string[];
  readonly startsAt: Span;
  /** The last instruction of its last stage that copies something; a line can be added after it. */
  readonly lastCopy: Span;
  /** What is copied from the context, by stages that it is made of. */
  readonly sources: readonly string[];
}

/** Undefined where anything may bring the folder in, or nothing is copied at all. */
export function imageOf(text: string, folder: string): Image | undefined {
  const stages = readDockerfile(text);
  const last = stages?.at(-1);
  if (!stages || !last || stages.some((one) => one.instructions.some(isOpen))) return undefined;
  const own = madeOf(stages, stages.length - 1);
  if (!own || !isPlain(own.base)) return undefined;
  const run = last.instructions.findLast((one) => /^(?:CMD|ENTRYPOINT)$/.test(one.name));
  const copy = last.instructions.findLast((one) => /^(?:COPY|ADD)$/.test(one.name));
  if (!run || !copy) return undefined;
  const found = placesIn(stages, stages.length - 1, folder);
  if (!found) return undefined;
  const of = (name: string) =>
    wordsOf(last.instructions.findLast((one) => one.name === name)?.rest ?? "");
  return {
    ...found,
    starts: [...of("ENTRYPOINT"), ...of("CMD")],
    startsAt: run.span,
    lastCopy: copy.span,
    sources: own.sources,
  };
}

/** It may bring in what is not said. */
function isOpen({ name, rest, flags }: Instruction): boolean {
  if (/^(?:VOLUME|ONBUILD)$/.test(name)) return true;
  if (name === "ADD" && /:\/\/|\.(?:tar|tgz|zip)|\.git\b/.test(rest)) return true;
  if (name === "COPY" || name === "ADD")
    return (
      /\$/.test(rest) ||
      [...flags.keys()].some((one) => !/^(?:from|chown|chmod|link)$/.test(one)) ||
      /\$/.test(flags.get("from") ?? "")
    );
  if (name === "WORKDIR") return /\$/.test(rest);
  if (name !== "RUN") return false;
  return rest.split(/&&|\|\||[;|]/).some((one) => moves.test(one.trim()));
}

const moves =
  /^(?:\w+=\S*\s+)*(?:(?:cp|mv|ln|rsync|tar|unzip|git|curl|wget|make|just|task|sh|bash|python3?|\.\/\S*|\/\S*)\b|\S.*\b(?:prune|deploy|pack|clone)\b)/;

/** Images that hold a system or a language and nothing of the user's. */
const isPlain = (from: string): boolean =>
  /^(?:(?:docker\.io\/)?(?:library\/)?|public\.ecr\.aws\/docker\/library\/|cgr\.dev\/chainguard\/)(?:node|bun|deno|alpine|debian|ubuntu|busybox|scratch|golang|rust|python|wolfi-base)(?:[:@].*)?$|^(?:oven\/bun|denoland\/deno|(?:ghcr\.io\/)?amacneil\/dbmate|migrate\/migrate|gcr\.io\/distroless\/[\w-]+)(?:[:@].*)?$/.test(
    from,
  );

interface Made {
  /** The image that it begins with. */
  readonly base: string;
  readonly sources: readonly string[];
}

function madeOf(stages: readonly Stage[], at: number): Made | undefined {
  const stage = stages[at];
  if (!stage) return undefined;
  const before = indexOf(stages, stage.from, at);
  const base = before === undefined ? { base: stage.from, sources: [] } : madeOf(stages, before);
  const sources = copiesOf(stage).flatMap(({ from, sources: own }) => {
    const other = from === undefined ? undefined : indexOf(stages, from, at);
    return from === undefined
      ? own
      : other === undefined
        ? []
        : (madeOf(stages, other)?.sources ?? []);
  });
  return base && { base: base.base, sources: [...base.sources, ...sources] };
}

/** Of an earlier stage, by its name or its number. */
function indexOf(stages: readonly Stage[], name: string, before: number): number | undefined {
  const found = stages.findIndex(
    (one, index) => index < before && (one.name === name.toLowerCase() || String(index) === name),
  );
  return found < 0 ? undefined : found;
}

interface Copy {
  readonly from: string | undefined;
  readonly sources: readonly string[];
  readonly to: string;
}

const copiesOf = ({ instructions }: Stage): readonly Copy[] =>
  instructions
    .filter((one) => /^(?:COPY|ADD)$/.test(one.name))
    .map(({ rest, flags }) => {
      const words = wordsOf(rest);
      return { from: flags.get("from"), sources: words.slice(0, -1), to: words.at(-1) ?? "" };
    });

interface Places {
  readonly places: readonly string[];
  readonly workdir: string;
}

/** Where a folder of the context may lie in a stage, whichever folder above it the context is. */
function placesIn(stages: readonly Stage[], at: number, folder: string): Places | undefined {
  const stage = stages[at];
  if (!stage) return undefined;
  const before = indexOf(stages, stage.from, at);
  const base =
    before === undefined ? { places: [], workdir: "" } : placesIn(stages, before, folder);
  if (!base) return undefined;
  let { workdir } = base;
  const places = [...base.places];
  for (const one of stage.instructions) {
    if (one.name === "WORKDIR") workdir = absolute(workdir, one.rest.replace(/^["']|["']$/g, ""));
    if (!/^(?:COPY|ADD)$/.test(one.name)) continue;
    const [copy] = copiesOf({ ...stage, instructions: [one] });
    if (!copy) continue;
    const to = absolute(workdir, copy.to);
    if (copy.from === undefined) {
      for (const source of copy.sources) places.push(...fromContext(source, to, folder));
      continue;
    }
    const other = indexOf(stages, copy.from, at);
    if (other === undefined) {
      if (copy.sources.some((source) => /sql|migrat/i.test(source))) return undefined;
      continue;
    }
    const there = placesIn(stages, other, folder);
    if (!there) return undefined;
    for (const source of copy.sources) places.push(...fromStage(absolute("", source), to, there));
  }
  return { places, workdir };
}

/** By the last part of what is named, since nobody says here which folder is the context. */
function fromContext(source: string, to: string, folder: string): readonly string[] {
  const parts = folder.split("/");
  const name = joinPath("", source.replace(/^\//, "")).split("/").at(-1) ?? "";
  if (name === "" || name === "." || name === "..")
    return parts.map((_, index) => absolute(to, parts.slice(index).join("/")));
  const fits = asPattern(name);
  if (fits.test("0001_name.sql")) return [to];
  return parts.flatMap((part, index) =>
    fits.test(part)
      ? [absolute(to, parts.slice(index + 1).join("/")), absolute(to, parts.slice(index).join("/"))]
      : [],
  );
}

function asPattern(name: string): RegExp {
  const source = name
    .split(/(\*+|\?|\[[^\]]*\])/)
    .map((part) =>
      part.startsWith("*")
        ? "[^/]*"
        : part === "?" || part.startsWith("[")
          ? "[^/]"
          : part.replace(/[.+^${}()|\\\]]/g, "\\$&"),
    )
    .join("");
  return new RegExp(`^${source}$`);
}

function fromStage(source: string, to: string, { places }: Places): readonly string[] {
  const name = asPattern(source);
  return places.flatMap((place) => {
    const rest = within(source, place);
    if (rest !== undefined) return [absolute(to, rest)];
    if (within(place, source) !== undefined) return [to];
    return /[*?[]/.test(source) &&
      name.test(place.split("/").slice(0, source.split("/").length).join("/"))
      ? [to]
      : [];
  });
}

/** Of the image's root, without the slash in front. */
const absolute = (from: string, path: string): string =>
  path.startsWith("/") ? joinPath("", path.replace(/^\/+/, "")) : joinPath(from, path);
