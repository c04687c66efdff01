import type { EffectBase } from "./effect.ts";
import type { Translators } from "./translate.ts";

/** Code that the room `plpgsql` runs. */
export type BlockEffect = DoEffect | UnknownEffect;

export interface DoEffect extends EffectBase {
  readonly kind: "do";
  readonly verb: "run";
  readonly language: string;
  /** The body between its quotes. */
  readonly body: string;
}

/** A statement that nobody simulates: the catalog is taken to be untouched, the outcome is unsure. */
export interface UnknownEffect extends EffectBase {
  readonly kind: "unknown";
  readonly verb: "run";
  readonly statement: string;
}

export const blockTranslators: Translators = {
  DoStmt: (body) => {
    let language = "plpgsql";
    let code = "";
    for (const arg of body.args ?? []) {
      if (!("DefElem" in arg)) continue;
      const value = arg.DefElem.arg;
      if (!value || !("String" in value)) continue;
      if (arg.DefElem.defname === "language") language = value.String.sval ?? language;
      if (arg.DefElem.defname === "as") code = value.String.sval ?? "";
    }
    return [{ kind: "do", verb: "run", language: language.toLowerCase(), body: code }];
  },
};
