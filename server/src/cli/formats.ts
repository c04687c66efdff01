export const checkFormats = ["text", "json", "github", "gitlab", "junit", "sarif"] as const;
export type CheckFormat = (typeof checkFormats)[number];

export const verifyFormats = ["text", "json", "junit", "sarif", "github"] as const;
export type VerifyFormat = (typeof verifyFormats)[number];

/** What every command over migrations takes: which settings hold. */
export interface Configured {
  readonly rerun?: "auto" | "require" | "off";
  readonly config?: string;
}

export interface VerifyOptions {
  readonly format: VerifyFormat;
  readonly twice: boolean;
  readonly down: boolean;
  readonly since?: string;
  readonly timeout: number;
  readonly databaseUrl?: string;
  readonly allowRemoteHost: boolean;
  readonly postgres?: string;
}
