package store

func runMigrations(db *sql.DB, migrationsPath string) error {
	entries, err := os.ReadDir(migrationsPath)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".up.sql") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(migrationsPath, entry.Name()))
		if err != nil {
			return err
		}
		if _, err := db.Exec(string(text)); err != nil {
			return err
		}
	}
	return nil
}
