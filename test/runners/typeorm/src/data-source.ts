export const source = new DataSource({ type: "postgres", migrations: ["./migrations/*.ts"] });
