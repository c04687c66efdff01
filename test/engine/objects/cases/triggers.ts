const given =
  "create table t (a int, b int); create or replace function f() returns trigger language plpgsql as 'begin return new; end'";

export const triggers: readonly string[] = [
  `${given}; create trigger g before insert on t for each row execute function f()`,
  `${given}; create or replace trigger g before insert on t for each row execute function f()`,
  `${given}; drop trigger if exists g on t; create trigger g before insert on t for each row execute function f()`,
  `${given}; create trigger g before insert on t for each row execute function f(); drop trigger g on t`,
  `${given}; create trigger g before insert on nothing execute function f(); create trigger g before insert on nowhere.t execute function f()`,
  `${given}; create trigger g before insert on t execute function nothing(); create trigger g before insert on t execute function nowhere.f()`,
  `${given}; create function n() returns int language sql as 'select 1'; create trigger g before insert on t execute function n()`,
  `${given}; create trigger g before update of a, z on t execute function f(); create trigger g before update of a on t execute function f(); create trigger g before update of z on t execute function f()`,
  `${given}; create trigger g before update on t for each row when (old.a is distinct from new.a) execute function f(); create trigger h before update on t for each row when (old.z is null) execute function f()`,
  `${given}; create trigger g instead of insert on t for each row execute function f()`,
  `${given}; create view v as select * from t; create trigger g instead of insert on v for each row execute function f(); create trigger h before insert on v for each row execute function f(); drop trigger g on v; drop trigger g on v`,
  `${given}; create constraint trigger g after insert on t deferrable initially deferred for each row execute function f(); create or replace trigger g after insert on t for each row execute function f()`,
  `${given}; drop trigger g on t; drop trigger g on nothing; drop trigger if exists g on nothing; drop trigger if exists g on nowhere.t; drop trigger g on nowhere.t`,
  `${given}; create trigger g before insert on t execute function f(); alter trigger g on t rename to h; alter trigger g on t rename to h; alter trigger h on nothing rename to g`,
  `${given}; create trigger g before insert on t execute function f(); create trigger h before insert on t execute function f(); alter trigger g on t rename to h`,
  `${given}; create trigger g before insert on t for each row execute function f(); drop function f(); drop table t; drop function f()`,
  `${given}; create trigger g before update of a on t for each row execute function f(); alter table t drop column a; alter table t drop column a cascade; drop trigger g on t`,
  "create table p (a int) partition by list (a); create table p1 partition of p for values in (1); create or replace function f() returns trigger language plpgsql as 'begin return new; end'; create trigger g after insert on p for each row execute function f(); drop trigger g on p1; create trigger g after insert on p1 for each row execute function f(); drop trigger g on p; drop trigger g on p1",
  `${given}; alter table t disable trigger g; create trigger g before insert on t execute function f(); alter table t disable trigger g; alter table t enable trigger all`,
  // Event triggers
  "create function e() returns event_trigger language plpgsql as 'begin end'; create event trigger x on ddl_command_end execute function e(); drop function e(); drop event trigger x",
  "create function e() returns event_trigger language plpgsql as 'begin end'; create event trigger x on sql_drop execute function e(); alter event trigger x disable; alter event trigger x rename to y; alter event trigger x owner to postgres; drop event trigger if exists x",
  "create event trigger x on ddl_command_end execute function nothing(); create function n() returns int language sql as 'select 1'; create event trigger x on ddl_command_end execute function n(); drop event trigger x; alter event trigger x disable",
  // Rules
  "create table t (a int); create rule r as on insert to t do instead nothing; create or replace rule r as on insert to t do instead nothing",
  "create table t (a int); create rule r as on insert to nothing do instead nothing; drop rule r on t; drop rule if exists r on t; drop rule r on nothing; drop rule if exists r on nothing",
  "create table t (a int); create rule r as on update to t do instead nothing; alter rule r on t rename to q; alter rule r on t rename to q; drop rule q on t",
  'create view v as select 1 as a; drop rule "_RETURN" on v; create rule "_RETURN" as on insert to v do instead nothing',
];
