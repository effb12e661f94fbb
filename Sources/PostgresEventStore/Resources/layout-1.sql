-- A koufen ledger in PostgreSQL, layout 1: one schema, four tables, its functions, four roles.
-- The names between :"…" are filled in by koufen; psql can do it too (-v ledger=koufen -v owner=koufen_koufen_owner …).
-- Run in one transaction by a role that may create schemas and roles.
DO $$ BEGIN
  IF current_setting('server_encoding') <> 'UTF8' THEN
    RAISE 'the database has the encoding %; a ledger wants UTF8 (createdb --template=template0 --encoding=UTF8)', current_setting('server_encoding') USING ERRCODE = '0A000';
  END IF;
END $$;

-- Roles are the cluster's: those of a ledger of the same name that was dropped are taken over.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') THEN CREATE ROLE :"owner" NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'reader') THEN CREATE ROLE :"reader" NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'ingest') THEN CREATE ROLE :"ingest" NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'keeper') THEN CREATE ROLE :"keeper" NOLOGIN; END IF;
  GRANT :"reader" TO :"ingest";
  GRANT :"ingest" TO :"keeper";
  -- Whoever makes the ledger may use it, and owns it only until it is made.
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    GRANT :"owner", :"keeper" TO CURRENT_USER;
  END IF;
END $$;

CREATE SCHEMA :"ledger" AUTHORIZATION :"owner";
SET LOCAL ROLE :"owner";
SET LOCAL search_path = :"ledger";

-- The one row is also the gate: who holds it (FOR UPDATE) is the writer. Appending never changes it, so that locking it
-- leaves no dead version behind.
CREATE TABLE ledger (
  one        boolean PRIMARY KEY DEFAULT true CHECK (one),
  layout     integer NOT NULL,
  identity   uuid NOT NULL DEFAULT gen_random_uuid(),
  generation integer NOT NULL DEFAULT 1, -- of the read models in use
  staging    integer NOT NULL DEFAULT 1, -- of those begun last; a number is given once
  closed     text                        -- the place where the log goes on: nothing is written here any more
);
INSERT INTO ledger (layout) VALUES (1);

CREATE TABLE streams (
  key  integer PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE events (
  position bigint PRIMARY KEY,
  stream   integer NOT NULL,
  version  integer NOT NULL,
  type     text COLLATE "C" NOT NULL,
  id       text COLLATE "C",
  hash     bytea NOT NULL CHECK (octet_length(hash) = 32),
  line     bytea NOT NULL,
  UNIQUE (stream, version)
);
CREATE UNIQUE INDEX events_by_id ON events (id) WHERE id IS NOT NULL;
-- Ids are found without regard to case; those written with capital letters are few.
CREATE INDEX events_by_capitals ON events (lower(id)) WHERE id <> lower(id);
-- Insert-only: freeze early and in small pieces, not all of it at once when the transaction ids run out.
ALTER TABLE events SET (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_freeze_min_age = 100000, autovacuum_analyze_scale_factor = 0.02);

-- Read models; a rebuild fills a generation beside the live one, and a swap is one number in `ledger`.
CREATE TABLE models (
  generation integer NOT NULL,
  key        text COLLATE "C" NOT NULL,
  value      bytea NOT NULL,
  PRIMARY KEY (generation, key)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE models ALTER value SET STORAGE EXTERNAL;

-- Whoever gets so far as to try: no row is changed or removed, not even under session_replication_role = replica.
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN RAISE EXCEPTION '% are append-only', TG_TABLE_NAME USING ERRCODE = 'KF009'; END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events  FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON streams FOR EACH STATEMENT EXECUTE FUNCTION refuse();
ALTER TABLE events  ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE streams ENABLE ALWAYS TRIGGER append_only;

-- Takes the gate, then, with a snapshot of its own, reads where the log ends. READ COMMITTED only. Whatever the role or the
-- server is set to, the commit waits for the disk and the synchronous standbys; with `early` it does not, and the caller
-- must acknowledge nothing before a barrier() has come back.
CREATE FUNCTION open_gate(early boolean DEFAULT false, OUT layout integer, OUT streams integer, OUT "position" bigint,
  OUT stream text, OUT version integer, OUT type text, OUT id text, OUT hash bytea, OUT line bytea, OUT closed text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = :"ledger", pg_temp AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE 'the gate needs READ COMMITTED' USING ERRCODE = 'KF008';
  END IF;
  SELECT l.layout, l.closed INTO layout, closed FROM ledger l FOR UPDATE;
  SELECT e.position, s.name, e.version, e.type, e.id, e.hash, e.line INTO "position", stream, version, type, id, hash, line
    FROM events e JOIN streams s ON s.key = e.stream ORDER BY e.position DESC LIMIT 1;
  SELECT s.key INTO streams FROM streams s ORDER BY s.key DESC LIMIT 1;
  IF early THEN PERFORM set_config('synchronous_commit', 'off', true);
  ELSIF current_setting('synchronous_commit') IN ('off', 'local') THEN PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
END $$;

-- What a writer asks before it decides: heads of streams, read models, ids in small letters with their positions, and of some
-- streams the events behind the last of their versions, given as the text of an array, that they go beyond, where these are no
-- more than `most`. The plans are kept, so they must be good for a log that was empty when they were made.
CREATE FUNCTION look(names text[], keys text[], ids text[], tails text[], behind text[], most integer,
  OUT "position" bigint, OUT stream integer, OUT version integer, OUT type text, OUT id text, OUT hash bytea, OUT line bytea,
  OUT name text, OUT since integer)
RETURNS SETOF record LANGUAGE plpgsql STABLE SET search_path = :"ledger", pg_temp SET plan_cache_mode = force_generic_plan
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT NULL::bigint, s.key, h.version, NULL::text, NULL::text, h.hash, NULL::bytea, s.name, NULL::integer
    FROM streams s LEFT JOIN LATERAL (
      SELECT e.version, e.hash FROM events e WHERE e.stream = s.key ORDER BY e.version DESC LIMIT 1) h ON true
    WHERE s.name = ANY (names);
  IF cardinality(keys) > 0 THEN
    RETURN QUERY SELECT NULL::bigint, NULL::integer, NULL::integer, NULL::text, NULL::text, NULL::bytea, m.value, m.key, NULL::integer
      FROM models m WHERE m.generation = (SELECT l.generation FROM ledger l) AND m.key = ANY (keys);
  END IF;
  IF cardinality(ids) > 0 THEN
    RETURN QUERY SELECT f.position, NULL::integer, NULL::integer, NULL::text, w.id, NULL::bytea, NULL::bytea, NULL::text, NULL::integer
      FROM unnest(ids) w (id) CROSS JOIN LATERAL (SELECT min(u.position + 0) AS position FROM (
        SELECT e.position FROM events e WHERE e.id = w.id
        UNION ALL SELECT e.position FROM events e WHERE e.id <> lower(e.id) AND lower(e.id) = w.id) u) f
      WHERE f.position IS NOT NULL;
  END IF;
  IF cardinality(tails) > 0 THEN
    RETURN QUERY SELECT e.position, e.stream, e.version, e.type, e.id, e.hash, e.line, t.name, t.since
      FROM (SELECT s.key, s.name, h.version, (SELECT max(v.v) FROM unnest(w.behind::integer[]) v (v) WHERE v.v < h.version) AS since
        FROM unnest(tails, behind) w (name, behind) JOIN streams s ON s.name = w.name CROSS JOIN LATERAL (
          SELECT e.version FROM events e WHERE e.stream = s.key ORDER BY e.version DESC LIMIT 1) h) t
      CROSS JOIN LATERAL (
        SELECT * FROM events e WHERE e.stream = t.key AND e.version > t.since ORDER BY e.version LIMIT most) e
      WHERE t.version - t.since <= most;
  END IF;
END $$;

-- A commit of its own: when it has come back, everything that was visible before it is as safe as it is.
CREATE FUNCTION barrier() RETURNS pg_lsn LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_setting('synchronous_commit') IN ('off', 'local') THEN PERFORM set_config('synchronous_commit', 'on', true); END IF;
  RETURN pg_logical_emit_message(true, 'koufen', '');
END $$;

-- Keys for streams that have none yet, in the order given, behind `after`, the last one given.
CREATE FUNCTION add_streams(after integer, names text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = :"ledger", pg_temp AS $$
DECLARE last integer;
BEGIN
  PERFORM FROM ledger FOR UPDATE;
  SELECT s.key INTO last FROM streams s ORDER BY s.key DESC LIMIT 1;
  IF coalesce(last, 0) <> after THEN
    RAISE EXCEPTION 'the streams end at %, not %', coalesce(last, 0), after USING ERRCODE = 'KF003';
  END IF;
  INSERT INTO streams (key, name) SELECT after + n.n, n.name FROM unnest(names) WITH ORDINALITY n (name, n);
END $$;

-- Appends events behind position `after`. What does not come next, in the log, in its stream or in its chain, is refused.
-- The planner settings keep the check a nested loop over (stream, version), whatever the statistics say; what they forbid
-- seems so dear to the planner that it would be compiled each time.
CREATE FUNCTION append(after bigint, keys integer[], versions integer[], types text[], ids text[], hashes bytea[], lines bytea[])
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = :"ledger", pg_temp
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET jit = off AS $$
DECLARE last bigint; added bigint; bad record; moved text;
BEGIN
  SELECT l.closed INTO moved FROM ledger l FOR UPDATE;
  IF moved IS NOT NULL THEN RAISE EXCEPTION 'the ledger is closed' USING ERRCODE = 'KF010', DETAIL = moved; END IF;
  SELECT e.position INTO last FROM events e ORDER BY e.position DESC LIMIT 1;
  IF coalesce(last, 0) <> after THEN
    RAISE EXCEPTION 'the log ends at %, not %', coalesce(last, 0), after
      USING ERRCODE = 'KF001', DETAIL = json_build_object('key', keys[1], 'expected', coalesce(last, 0) + 1, 'found', after + 1)::text;
  END IF;
  INSERT INTO events (position, stream, version, type, id, hash, line)
    SELECT after + a.n, a.key, a.version, a.type, a.id, a.hash, a.line
    FROM unnest(keys, versions, types, ids, hashes, lines) WITH ORDINALITY a (key, version, type, id, hash, line, n);
  GET DIAGNOSTICS added = ROW_COUNT;
  IF added <> cardinality(lines) THEN
    RAISE EXCEPTION '% of % events were appended', added, cardinality(lines) USING ERRCODE = 'KF003';
  END IF;
  -- Each event but the first of a stream finds the one before it, and follows from it; a stream that is not known is found out too.
  SELECT a.n, a.key, a.version, a.version <> 1 AND p.position IS NULL AS gap INTO bad
    FROM unnest(keys, versions, hashes, lines) WITH ORDINALITY a (key, version, hash, line, n)
    LEFT JOIN streams s ON s.key = a.key
    LEFT JOIN events p ON p.stream = a.key AND p.version = a.version - 1 AND p.position < after + a.n
    WHERE s.key IS NULL OR a.version < 1 OR (a.version > 1 AND p.position IS NULL)
      OR a.hash IS DISTINCT FROM sha256(decode('01', 'hex') || coalesce(p.hash, decode(repeat('00', 32), 'hex')) || int8send(octet_length(a.line)::bigint) || a.line)
    ORDER BY a.n LIMIT 1;
  IF FOUND AND bad.gap THEN
    RAISE EXCEPTION 'version % does not come next in stream %', bad.version, bad.key USING ERRCODE = 'KF001',
      DETAIL = json_build_object('key', bad.key, 'expected', (SELECT coalesce(max(e.version), 0) + 1 FROM events e WHERE e.stream = bad.key AND e.position < after + bad.n), 'found', bad.version)::text;
  ELSIF FOUND THEN
    RAISE EXCEPTION 'event % of the call does not follow from the one before it', bad.n USING ERRCODE = 'KF004';
  END IF;
  RETURN after + added;
END $$;

-- Sets keys of the read models in use, each once.
CREATE FUNCTION put(keys text[], "values" bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = :"ledger", pg_temp AS $$
BEGIN
  INSERT INTO models (generation, key, value) SELECT (SELECT l.generation FROM ledger l), u.k, u.v FROM unnest(keys, "values") u (k, v)
    ON CONFLICT (generation, key) DO UPDATE SET value = excluded.value;
END $$;
CREATE FUNCTION remove(keys text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = :"ledger", pg_temp SET enable_seqscan = off SET jit = off AS $$
BEGIN
  DELETE FROM models m WHERE m.generation = (SELECT l.generation FROM ledger l) AND m.key = ANY (keys);
END $$;

-- A generation beside the one in use: begun under the gate, filled outside it in as many transactions as it takes, swapped in
-- under the gate. Each has a number of its own, so that what a rebuild that was overtaken still adds is in nobody's way.
CREATE FUNCTION begin_staging() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = :"ledger", pg_temp AS $$
DECLARE begun integer; moved text;
BEGIN
  SELECT l.closed INTO moved FROM ledger l FOR UPDATE;
  IF moved IS NOT NULL THEN RAISE EXCEPTION 'the ledger is closed' USING ERRCODE = 'KF010', DETAIL = moved; END IF;
  UPDATE ledger SET staging = greatest(generation, staging) + 1 RETURNING staging INTO begun;
  RETURN begun;
END $$;
CREATE FUNCTION stage(begun integer, keys text[], "values" bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = :"ledger", pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ledger WHERE staging = begun AND generation <> begun) THEN
    RAISE EXCEPTION 'another rebuild has begun since' USING ERRCODE = 'KF005';
  END IF;
  INSERT INTO models (generation, key, value) SELECT begun, k, v FROM unnest(keys, "values") u (k, v);
END $$;
CREATE FUNCTION swap(begun integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = :"ledger", pg_temp AS $$
BEGIN
  UPDATE ledger SET generation = begun WHERE staging = begun AND generation <> begun;
  IF NOT FOUND THEN RAISE EXCEPTION 'another rebuild has begun since' USING ERRCODE = 'KF005'; END IF;
END $$;
-- What is left of generations not in use, so many rows at a time; `given_up` is one begun last that nobody fills any more.
CREATE FUNCTION sweep_models(given_up integer, rows integer) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = :"ledger", pg_temp AS $$
  WITH gone AS (DELETE FROM models WHERE ctid = ANY (ARRAY(
    SELECT m.ctid FROM models m, ledger l
    WHERE m.generation <> l.generation AND (m.generation <> l.staging OR m.generation = given_up) LIMIT rows)) RETURNING 1)
  SELECT count(*) FROM gone $$;

-- Closes the ledger to writers, for its log goes on at a place; NULL opens it again.
CREATE FUNCTION set_closed(place text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = :"ledger", pg_temp AS $$
DECLARE moved text;
BEGIN
  SELECT l.closed INTO moved FROM ledger l FOR UPDATE;
  IF moved <> place THEN RAISE EXCEPTION 'the ledger is closed' USING ERRCODE = 'KF010', DETAIL = moved; END IF;
  UPDATE ledger SET closed = place WHERE closed IS DISTINCT FROM place;
END $$;
-- A ledger that was restored is another than the one it was restored from.
CREATE FUNCTION adopt() RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = :"ledger", pg_temp AS $$
  UPDATE ledger SET identity = gen_random_uuid() RETURNING identity::text $$;

-- For people: the log as JSON.
CREATE VIEW log AS SELECT e.position, s.name AS provider, e.version, e.type, e.id, convert_from(e.line, 'UTF8')::jsonb AS event, encode(e.hash, 'hex') AS hash
  FROM events e JOIN streams s ON s.key = e.stream;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA :"ledger" FROM PUBLIC;
GRANT USAGE ON SCHEMA :"ledger" TO :"reader";
GRANT SELECT ON ALL TABLES IN SCHEMA :"ledger" TO :"reader";
GRANT EXECUTE ON FUNCTION barrier(), look(text[], text[], text[], text[], text[], integer) TO :"reader";
GRANT EXECUTE ON FUNCTION open_gate(boolean), add_streams(integer, text[]), append(bigint, integer[], integer[], text[], text[], bytea[], bytea[]), put(text[], bytea[]), remove(text[]) TO :"ingest";
GRANT EXECUTE ON FUNCTION begin_staging(), stage(integer, text[], bytea[]), swap(integer), sweep_models(integer, integer), set_closed(text), adopt() TO :"keeper";
RESET ROLE;
DO $$ BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN REVOKE :"owner" FROM CURRENT_USER; END IF;
END $$;
