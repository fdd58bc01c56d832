// A real PostgreSQL for tests and benches: the given one, or one of our own, installed where it is missing.
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export interface Server {
  /** postgres://… of a database in which others may be created. */
  readonly url: string;
  stop(): void;
}

const isRoot = process.getuid?.() === 0;

/** @param settings of our own server, `name=value` */
export async function startPostgres(settings: readonly string[] = []): Promise<Server> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: () => undefined };
  const bin = findBinaries() ?? installPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'zc-postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  if (isRoot) {
    // PostgreSQL refuses to run as root.
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
    for (const path of [folder, data]) chownSync(path, id('-u'), id('-g'));
  }
  const port = await freePort();
  const run = (program: string, args: string[]) => {
    const command = isRoot
      ? ['runuser', '-u', 'postgres', '--', join(bin, program), ...args]
      : [join(bin, program), ...args];
    const done = spawnSync(command[0] as string, command.slice(1), {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: folder,
      // runuser stands where some accounts do not look.
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    });
    if (done.status !== 0) throw new Error(`${program}: ${done.error?.message ?? done.stderr}`);
  };
  run('initdb', ['-D', data, '-U', 'zc', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8']);
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c max_connections=300 -c shared_buffers=512MB${settings.map((one) => ` -c ${one}`).join('')}`;
  run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start']);
  return {
    url: `postgres://zc@127.0.0.1:${port}/postgres`,
    stop: () => {
      run('pg_ctl', ['-D', data, '-w', '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findBinaries(): string | undefined {
  const folders = existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql')
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => `/usr/lib/postgresql/${version}/bin`)
    : [];
  for (const folder of [...folders, '/usr/local/bin', '/opt/homebrew/bin', '/usr/bin']) {
    if (existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl'))) return folder;
  }
  return undefined;
}

/** Installs Debian packages where this machine allows it. */
export function installPackages(...names: string[]): void {
  console.log(`installing ${names.join(' ')} …`);
  const sudo = isRoot ? [] : ['sudo', '-n'];
  const apt = (...args: string[]) => {
    const [program, ...rest] = [...sudo, 'apt-get', ...args] as [string, ...string[]];
    const done = spawnSync(program, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (done.status !== 0)
      throw new Error(
        `${userInfo().username} cannot run apt-get ${args.join(' ')}; please install ${names.join(', ')}`,
      );
  };
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...names);
}

function installPostgres(): string {
  installPackages('postgresql');
  const bin = findBinaries();
  if (!bin) throw new Error('PostgreSQL was installed but its programs were not found');
  return bin;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
