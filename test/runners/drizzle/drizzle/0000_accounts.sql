CREATE TABLE "accounts" ("id" integer PRIMARY KEY, "email" text);--> statement-breakpoint
CREATE TABLE "notes" ("id" integer);
