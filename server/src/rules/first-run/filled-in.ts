/**
 * PostgreSQL stumbles over a mark that some program puts a value in place of before it sends the file: psql's and
 * graphile's `:name`, templates' `{{ … }}`, Flyway's and the shell's `${…}`. What it sends, nobody here knows.
 */
export const isFilledIn = (text: string, offset: number): boolean =>
  placeholder.test(text.slice(offset)) ||
  placeholder.test(text.slice(Math.max(0, offset - 1))) ||
  text.lastIndexOf("{{", offset) > text.lastIndexOf("}}", offset);

const placeholder = /^(?::(?:[A-Za-z_]\w*|'\w+'|"\w+")|\{\{|\$\{\w)/;
