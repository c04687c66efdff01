export default { dialect: "postgresql", schema: "./schema.ts", out: "./drizzle" };
