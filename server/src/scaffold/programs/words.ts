/** How the words of a name are joined. */
export type WordForm = "snake" | "kebab" | "camel" | "pascal";

/** The form of the last name that shows one; a single word in small letters shows none. */
export function formOf(names: readonly string[], byDefault: WordForm): WordForm {
  for (const name of names.toReversed()) {
    if (name.includes("_")) return "snake";
    if (name.includes("-")) return "kebab";
    if (/^\p{Lu}/u.test(name)) return "pascal";
    if (/\p{Lu}/u.test(name)) return "camel";
  }
  return byDefault;
}

/** Words that are joined by `_`, in another form. */
export function inForm(words: string, form: WordForm): string {
  const parts = words.split("_").filter((one) => one !== "");
  if (form === "snake") return parts.join("_");
  if (form === "kebab") return parts.join("-");
  return parts.map((one, index) => (form === "camel" && index === 0 ? one : capital(one))).join("");
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
