module.exports = { client: "pg", migrations: { directory: "./migrations" } };
