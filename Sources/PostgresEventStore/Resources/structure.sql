WITH space AS (
  SELECT n.oid, n.nspowner FROM pg_catalog.pg_namespace n WHERE n.nspname = :'ledger'
), roles AS (
  SELECT r.oid, CASE r.rolname WHEN :'owner' THEN 'owner' WHEN :'reader' THEN 'reader' WHEN :'ingest' THEN 'ingest'
    WHEN :'keeper' THEN 'keeper' ELSE r.rolname::text END AS name FROM pg_catalog.pg_roles r
  UNION ALL SELECT 0, 'everybody'
), relations AS (
  SELECT c.* FROM pg_catalog.pg_class c, space WHERE c.relnamespace = space.oid AND c.relkind IN ('r', 'p', 'v', 'f', 'm')
)
SELECT line FROM (
  SELECT 'schema, owned by ' || r.name AS line FROM space JOIN roles r ON r.oid = space.nspowner
  UNION ALL
  SELECT 'right of ' || g.name || ' to CREATE in the schema' FROM pg_catalog.pg_namespace n JOIN space ON n.oid = space.oid
    CROSS JOIN LATERAL pg_catalog.aclexplode(n.nspacl) a JOIN roles g ON g.oid = a.grantee
    WHERE a.privilege_type = 'CREATE' AND a.grantee <> n.nspowner
  UNION ALL
  SELECT 'role owner may log in' FROM pg_catalog.pg_roles r WHERE r.rolname = :'owner' AND r.rolcanlogin
  UNION ALL
  SELECT CASE c.relkind WHEN 'r' THEN 'table ' WHEN 'v' THEN 'view ' ELSE 'relation ' END || c.relname || ', owned by ' || r.name
    || CASE WHEN c.relrowsecurity THEN ', with row security' ELSE '' END || CASE c.relpersistence WHEN 'p' THEN '' ELSE ', not logged' END
    FROM relations c JOIN roles r ON r.oid = c.relowner
  UNION ALL
  SELECT 'column ' || c.relname || '.' || a.attname || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod)
    || coalesce(' collate ' || o.collname, '') || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
    FROM relations c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_catalog.pg_collation o ON o.oid = a.attcollation AND o.collname <> 'default' WHERE c.relkind = 'r'
  UNION ALL
  SELECT 'constraint ' || k.conname || ' on ' || c.relname || ': ' || pg_catalog.pg_get_constraintdef(k.oid)
    || CASE WHEN k.convalidated THEN '' ELSE ', not checked' END
    FROM relations c JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid WHERE k.contype <> 'n'
  UNION ALL
  SELECT 'index ' || i.relname || ' on ' || c.relname || CASE WHEN x.indisunique THEN ', unique' ELSE '' END
    || ',' || substring(pg_catalog.pg_get_indexdef(x.indexrelid) FROM ' USING .*$')
    || CASE WHEN x.indisvalid AND x.indisready AND x.indislive THEN '' ELSE ', not valid' END
    FROM relations c JOIN pg_catalog.pg_index x ON x.indrelid = c.oid JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
  UNION ALL
  SELECT 'trigger ' || t.tgname || ' on ' || c.relname || ', ' || p.proname
    || CASE WHEN p.pronamespace = c.relnamespace THEN '' ELSE ' of another schema' END || ', for ' || t.tgtype
    || CASE WHEN t.tgattr::text = '' THEN '' ELSE ', of some columns' END || CASE WHEN t.tgqual IS NULL THEN '' ELSE ', sometimes' END
    || CASE t.tgenabled WHEN 'A' THEN ', always' WHEN 'D' THEN ', disabled' ELSE ', not always' END
    FROM relations c JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
  UNION ALL
  SELECT 'rule ' || w.rulename || ' on ' || c.relname
    FROM relations c JOIN pg_catalog.pg_rewrite w ON w.ev_class = c.oid WHERE w.rulename <> '_RETURN'
  UNION ALL
  SELECT 'function ' || p.proname || '(' || pg_catalog.pg_get_function_arguments(p.oid) || ') '
    || pg_catalog.pg_get_function_result(p.oid) || ', owned by ' || r.name || CASE WHEN p.prosecdef THEN ', as its owner' ELSE '' END
    || ', ' || replace(coalesce(pg_catalog.array_to_string(p.proconfig, ' '), ''), pg_catalog.quote_ident(:'ledger') || ',', 'ledger,')
    || ', ' || pg_catalog.md5(p.prosrc)
    FROM space JOIN pg_catalog.pg_proc p ON p.pronamespace = space.oid JOIN roles r ON r.oid = p.proowner
  UNION ALL
  SELECT 'right of ' || g.name || ' to ' || a.privilege_type || ' on ' || c.relname
    FROM relations c CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) a JOIN roles g ON g.oid = a.grantee
    WHERE a.grantee <> c.relowner AND (a.privilege_type <> 'SELECT' OR g.name = 'reader')
  UNION ALL
  SELECT 'right of ' || g.name || ' to ' || a.privilege_type || ' on ' || c.relname || '.' || t.attname
    FROM relations c JOIN pg_catalog.pg_attribute t ON t.attrelid = c.oid AND NOT t.attisdropped
    CROSS JOIN LATERAL pg_catalog.aclexplode(t.attacl) a JOIN roles g ON g.oid = a.grantee
    WHERE a.grantee <> c.relowner AND a.privilege_type <> 'SELECT'
  UNION ALL
  SELECT 'right of ' || g.name || ' to ' || a.privilege_type || ' ' || p.proname
    FROM space JOIN pg_catalog.pg_proc p ON p.pronamespace = space.oid
    CROSS JOIN LATERAL pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) a JOIN roles g ON g.oid = a.grantee
    WHERE a.grantee <> p.proowner
  UNION ALL
  SELECT 'role ' || m.name || ' is of ' || g.name
    FROM pg_catalog.pg_auth_members b JOIN roles g ON g.oid = b.roleid JOIN roles m ON m.oid = b.member
    -- Up to version 15 whoever may make others members is one; from 16 on whoever made the roles may, and is none.
    WHERE g.name = 'owner' AND (coalesce((pg_catalog.to_jsonb(b) ->> 'set_option')::boolean, true)
      OR coalesce((pg_catalog.to_jsonb(b) ->> 'inherit_option')::boolean, true))
      OR g.name IN ('reader', 'ingest') AND m.name IN ('ingest', 'keeper')
) lines
ORDER BY line COLLATE "C"
