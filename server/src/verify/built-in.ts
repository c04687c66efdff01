/** What reports call the embedded engine; a test holds it against `select version()`. */
export const builtIn = "PostgreSQL 18.6 (built in)";
