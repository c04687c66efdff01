export const provider = new FileMigrationProvider({ fs, path, migrationFolder: "migrations" });
