/** A server's address as it may be used, or why not. */
export type ServerAddress =
  | { readonly url: string; readonly host: string; readonly isLocal: boolean }
  | { readonly problem: string };

/** `postgres://user:password@host:port/database`; the host may be a folder with the server's socket (`?host=/run`). */
export function serverAddress(url: string): ServerAddress {
  let given: URL;
  try {
    given = new URL(url);
  } catch {
    return { problem: expected };
  }
  if (given.protocol !== "postgres:" && given.protocol !== "postgresql:")
    return { problem: expected };
  // What stands in the query wins (node-postgres, libpq).
  const host = given.searchParams.get("host") ?? decodeURIComponent(given.hostname);
  const isLocal =
    host.startsWith("/") || ["", "localhost", "127.0.0.1", "[::1]", "::1"].includes(host);
  return { url, host, isLocal };
}

const expected = "a server's address is written as in postgres://user@localhost/postgres";

/** Why a server cannot be had, in words that say what to look at; never its password. */
export function connectionProblem(error: unknown, host: string): string {
  const { code, message, errors } = error as {
    code?: string;
    message?: string;
    errors?: readonly { message?: string }[];
  };
  const said = message || errors?.[0]?.message || String(error);
  const where = host === "" ? "localhost" : host;
  if (code === "ECONNREFUSED" || code === "ENOENT")
    return `no PostgreSQL server listens there (${said})`;
  // A server that is being stopped: it still listens, and answers nobody.
  if (code === "ECONNRESET" || code === "EPIPE" || /^Connection terminated/.test(said))
    return `the PostgreSQL server there went away (${said})`;
  // admin_shutdown, crash_shutdown, cannot_connect_now: starting, stopping, or recovering.
  if (code === "57P01" || code === "57P02" || code === "57P03")
    return `the PostgreSQL server there takes no connections now (${said})`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return `the host ${where} is not known`;
  if (/timeout expired/.test(said)) return `${where} did not answer within 10 s`;
  return said;
}
