const umzug = new Umzug({
  migrations: { glob: "migrations/*.up.sql", resolve },
  storage,
});
