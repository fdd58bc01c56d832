// The same four operations with bare node:http and pg: signed in, permission-checked, audited. The yardstick of http.bench.ts.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';
import { newId } from '../src/kernel/id.ts';
import { initialsOf, pinyinOf, TOKENISER, vectorOf } from '../src/platform/search/words.ts';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 });

interface Who {
  person_id: string;
  organisation_id: string;
  path: string;
  roles: string[];
  csrf_token: string;
}

const SESSION = `select s.person_id, s.organisation_id, t.path, s.csrf_token, array_agg(m.role) roles
  from session s join person p on p.id = s.person_id join organisation o on o.id = s.organisation_id
  join territory t on t.id = o.territory_id
  join membership m on m.person_id = s.person_id and m.organisation_id = s.organisation_id
  where s.token_hash = $1 and s.expires_at > now() and p.state = 'active' group by 1, 2, 3, 4`;
const COLUMNS = `c.id, c.kind, c.form, c.service_model, c.features, c.territory_id, t.full_name territory_name, c.address,
  c.opened_on, c.closed_on, c.virtual_url, c.summary, c.source, c.change_procedure, c.name, c.operator_id, o.name operator_name,
  c.focus, c.goals, c.example, c.version, c.created_at, c.updated_at`;
const FROM =
  'from carrier c join territory t on t.id = c.territory_id left join organisation o on o.id = c.operator_id';

async function whoAsks(request: IncomingMessage): Promise<Who | undefined> {
  const token = /zc_session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  if (!token) return undefined;
  const hash = createHash('sha256').update(token).digest('hex');
  return (await pool.query<Who>({ name: 'session', text: SESSION, values: [hash] })).rows[0];
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(body));
  };
  const who = await whoAsks(request);
  if (!who) return send(401, { code: 'not-signed-in' });
  if (!who.roles.includes('officer')) return send(403, { code: 'not-permitted' });
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (request.method === 'POST') {
    if (request.headers['x-csrf-token'] !== who.csrf_token) return send(403, { code: 'csrf' });
    return send(200, await create(who, JSON.parse(await textOf(request))));
  }
  if (url.pathname === '/api/carriers/summary') {
    const { rows } = await pool.query(
      `select c.kind, count(*)::int total from carrier c join territory t on t.id = c.territory_id
       where t.path like $1 || '%' group by c.kind order by c.kind`,
      [who.path],
    );
    return send(200, { rows });
  }
  if (url.pathname === '/api/carriers') {
    const page = Number(url.searchParams.get('page') ?? 1);
    const [rows, total] = await Promise.all([
      pool.query(
        `select ${COLUMNS} ${FROM} where t.path like $1 || '%' order by c.name_sort, c.id limit 50 offset $2`,
        [who.path, (page - 1) * 50],
      ),
      pool.query(
        `select count(*)::int total from carrier c join territory t on t.id = c.territory_id where t.path like $1 || '%'`,
        [who.path],
      ),
    ]);
    return send(200, { total: total.rows[0].total, rows: rows.rows });
  }
  const { rows } = await pool.query(`select ${COLUMNS} ${FROM} where c.id = $1 and t.path like $2 || '%'`, [
    url.pathname.split('/').at(-1),
    who.path,
  ]);
  return rows[0] ? send(200, rows[0]) : send(404, { code: 'not-found' });
}

async function create(who: Who, data: Record<string, unknown>): Promise<unknown> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const id = newId();
    const place = await client.query('select path, full_name from territory where id = $1', [data.territoryId]);
    if (!place.rows[0]?.path.startsWith(who.path)) throw new Error('out of reach');
    const operator = await client.query('select name from organisation where id = $1', [data.operatorId]);
    const name = String(data.name);
    const words = vectorOf(
      [name, operator.rows[0].name, String(data.focus), place.rows[0].full_name],
      [pinyinOf(name), initialsOf(name)],
    );
    await client.query(
      `insert into carrier (id, kind, features, territory_id, name, name_sort, operator_id, focus, search, search_by)
       values ($1, $2, '{}', $3, $4, $5, $6, $7, $8::tsvector, $9)`,
      [id, data.kind, data.territoryId, name, pinyinOf(name), data.operatorId, data.focus, words, TOKENISER],
    );
    await client.query(
      'insert into carrier_version (id, carrier_id, name, operator_id, focus) values ($1, $2, $3, $4, $5)',
      [newId(), id, name, data.operatorId, data.focus],
    );
    const { rows } = await client.query(`select ${COLUMNS} ${FROM} where c.id = $1`, [id]);
    const body = JSON.stringify({ action: 'create', actor: who.person_id, after: rows[0] });
    await client.query(
      `with head as (update audit_head set seq = seq + 1, hash = encode(sha256(convert_to(hash || $1, 'UTF8')), 'hex') returning seq, hash)
       insert into audit_entry (seq, at, person_id, action, subject_kind, subject_id, body, hash)
       select seq, now(), $2, 'create', 'carrier', $3, $1, hash from head`,
      [body, who.person_id, id],
    );
    await client.query('commit');
    return rows[0];
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    if (request.destroyed && !request.complete) return; // the caller went away at the end of its run
    console.error(error);
    response.writeHead(500).end();
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
