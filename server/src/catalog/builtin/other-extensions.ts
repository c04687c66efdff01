/**
 * Extensions that do not come with the PostgreSQL that the generator asks, as far as their names matter here: in the
 * form of generated/extensions.ts. Only those of which everything that a migration can name is listed.
 */
export const otherExtensions: Readonly<Record<string, Readonly<Record<string, string>>>> = {};
