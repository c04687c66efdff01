/**
 * What migrations of Supabase projects lean on most, as the platform makes it before anybody migrates: enough of it for
 * references, policies and triggers (supabase/postgres: migrations/db; supabase/auth and supabase/storage: migrations).
 */
export const supabase: readonly string[] = [
  "grant anon, authenticated, service_role to authenticator",
  "alter role service_role bypassrls",
  "grant usage on schema public, extensions, auth, storage to anon, authenticated, service_role",
  ...["tables", "functions", "sequences"].map(
    (what) =>
      `alter default privileges in schema public grant all on ${what} to anon, authenticated, service_role`,
  ),
  `create table auth.users (instance_id uuid, id uuid primary key, aud varchar(255), role varchar(255), email varchar(255),
    encrypted_password varchar(255), email_confirmed_at timestamptz, invited_at timestamptz, confirmation_token varchar(255),
    confirmation_sent_at timestamptz, recovery_token varchar(255), recovery_sent_at timestamptz,
    email_change_token_new varchar(255), email_change varchar(255), email_change_sent_at timestamptz,
    last_sign_in_at timestamptz, raw_app_meta_data jsonb, raw_user_meta_data jsonb, is_super_admin boolean,
    created_at timestamptz, updated_at timestamptz, phone text unique, phone_confirmed_at timestamptz,
    phone_change text, phone_change_token varchar(255), phone_change_sent_at timestamptz, confirmed_at timestamptz,
    email_change_token_current varchar(255), email_change_confirm_status smallint, banned_until timestamptz,
    reauthentication_token varchar(255), reauthentication_sent_at timestamptz, is_sso_user boolean not null default false,
    deleted_at timestamptz, is_anonymous boolean not null default false)`,
  `create table auth.identities (provider_id text not null, user_id uuid not null references auth.users on delete cascade,
    identity_data jsonb not null, provider text not null, last_sign_in_at timestamptz, created_at timestamptz,
    updated_at timestamptz, email text, id uuid primary key default gen_random_uuid())`,
  "create function auth.uid() returns uuid language sql stable as $$ select nullif(current_setting('request.jwt.claim.sub', true), '')::uuid $$",
  "create function auth.role() returns text language sql stable as $$ select nullif(current_setting('request.jwt.claim.role', true), '') $$",
  "create function auth.email() returns text language sql stable as $$ select nullif(current_setting('request.jwt.claim.email', true), '') $$",
  "create function auth.jwt() returns jsonb language sql stable as $$ select coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb $$",
  `create table storage.buckets (id text primary key, name text not null unique, owner uuid, created_at timestamptz default now(),
    updated_at timestamptz default now(), public boolean default false, avif_autodetection boolean default false,
    file_size_limit bigint, allowed_mime_types text[], owner_id text)`,
  `create table storage.objects (id uuid primary key default gen_random_uuid(), bucket_id text references storage.buckets,
    name text, owner uuid, created_at timestamptz default now(), updated_at timestamptz default now(),
    last_accessed_at timestamptz default now(), metadata jsonb,
    path_tokens text[] generated always as (string_to_array(name, '/')) stored, version text, owner_id text,
    user_metadata jsonb)`,
  "create unique index bucketid_objname on storage.objects (bucket_id, name)",
  "alter table storage.objects enable row level security; alter table storage.buckets enable row level security",
  "create function storage.foldername(name text) returns text[] language sql immutable as $$ select (string_to_array(name, '/'))[1:array_length(string_to_array(name, '/'), 1) - 1] $$",
  "create function storage.filename(name text) returns text language sql immutable as $$ select split_part(name, '/', -1) $$",
  "create function storage.extension(name text) returns text language sql immutable as $$ select reverse(split_part(reverse(name), '.', 1)) $$",
  "create publication supabase_realtime",
];
