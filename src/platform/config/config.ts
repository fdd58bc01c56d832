import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Config {
  readonly mode: 'demo' | 'production';
  readonly port: number;
  readonly host: string;
  /** Folder of the embedded database and of local files. */
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  /** Address under which people reach the product; QR codes and links use it. */
  readonly publicUrl: string;
  /** 32 bytes that encrypt personal data at rest. */
  readonly encryptionKey: Buffer;
  /** One proxy stands in front; the address it reports is the caller's. */
  readonly trustProxy: boolean;
  /** From one address; 0: no limit. */
  readonly requestsPerMinute: number;
  /** Whoever shows it may read `/metrics`; undefined: only the machine itself may. */
  readonly metricsToken: string | undefined;
  readonly s3: { bucket: string; endpoint: string | undefined; region: string } | undefined;
  /** `accountClaim`: the claim in which the provider vouches for our account; absent: a verified email address. */
  readonly oidc:
    | { issuer: string; clientId: string; clientSecret: string; accountClaim: string | undefined }
    | undefined;
  readonly logLevel: string;
}

/** A setting that is missing or weak, told in one sentence. */
export class ConfigError extends Error {}

/** Reads the environment. In demo mode secrets are made once and kept in the data folder; in production they must be given. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  if (env.NODE_ENV && !['production', 'development', 'test'].includes(env.NODE_ENV)) {
    throw new ConfigError(`NODE_ENV 应为 production、development 或不设，现为 ${env.NODE_ENV}`);
  }
  const mode = env.NODE_ENV === 'production' ? 'production' : 'demo';
  const port = Number(env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new ConfigError(`PORT 应为 0 至 65535 的整数，现为 ${env.PORT}`);
  const dataDir = resolve(env.DATA_DIR ?? '.data');
  const databaseUrl = env.DATABASE_URL || undefined;
  if (mode === 'production' && !databaseUrl)
    throw new ConfigError('生产环境必须设置 DATABASE_URL(PostgreSQL 15 及以上)');
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl))
    throw new ConfigError('DATABASE_URL 应以 postgres:// 开头');
  return {
    mode,
    port,
    host: env.HOST ?? (mode === 'production' ? '0.0.0.0' : '127.0.0.1'),
    dataDir,
    databaseUrl,
    publicUrl: publicUrl(env, mode, port),
    encryptionKey: encryptionKey(env, mode, dataDir),
    trustProxy: env.TRUST_PROXY === '1',
    requestsPerMinute: requestsPerMinute(env),
    metricsToken: metricsToken(env),
    s3: env.S3_BUCKET
      ? { bucket: env.S3_BUCKET, endpoint: env.S3_ENDPOINT, region: env.S3_REGION ?? 'us-east-1' }
      : undefined,
    oidc: oidc(env),
    logLevel: env.LOG_LEVEL ?? (mode === 'production' ? 'info' : 'warn'),
  };
}

function requestsPerMinute(env: NodeJS.ProcessEnv): number {
  const limit = Number(env.REQUESTS_PER_MINUTE ?? 600);
  if (Number.isInteger(limit) && limit >= 0) return limit;
  throw new ConfigError(`REQUESTS_PER_MINUTE 应为不小于 0 的整数(0 为不限)，现为 ${env.REQUESTS_PER_MINUTE}`);
}

function metricsToken({ METRICS_TOKEN: token }: NodeJS.ProcessEnv): string | undefined {
  if (token && token.length < 16) throw new ConfigError('METRICS_TOKEN 至少16个字符，可用 openssl rand -hex 32 生成');
  return token || undefined;
}

function publicUrl(env: NodeJS.ProcessEnv, mode: Config['mode'], port: number): string {
  const given = env.PUBLIC_URL;
  if (!given) {
    if (mode === 'production') throw new ConfigError('生产环境必须设置 PUBLIC_URL(对外访问地址，二维码和链接使用)');
    return `http://localhost:${port}`;
  }
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol))
    throw new ConfigError(`PUBLIC_URL 不是有效的网址: ${given}`);
  return given.replace(/\/+$/, '');
}

function encryptionKey(env: NodeJS.ProcessEnv, mode: Config['mode'], dataDir: string): Buffer {
  const given = env.ENCRYPTION_KEY;
  if (given) {
    if (!/^[0-9a-f]{64}$/i.test(given))
      throw new ConfigError('ENCRYPTION_KEY 应为 64 位十六进制(32 字节)，可用 openssl rand -hex 32 生成');
    const key = Buffer.from(given, 'hex');
    if (new Set(key).size < 16) throw new ConfigError('ENCRYPTION_KEY 过于简单，请用 openssl rand -hex 32 生成');
    return key;
  }
  if (mode === 'production')
    throw new ConfigError('生产环境必须设置 ENCRYPTION_KEY(加密个人信息)，可用 openssl rand -hex 32 生成');
  const path = join(dataDir, 'encryption.key');
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600 });
  }
  return Buffer.from(readFileSync(path, 'utf8'), 'hex');
}

function oidc(env: NodeJS.ProcessEnv): Config['oidc'] {
  if (!env.OIDC_ISSUER) return undefined;
  if (!env.OIDC_CLIENT_ID || !env.OIDC_CLIENT_SECRET)
    throw new ConfigError('设置了 OIDC_ISSUER，还必须设置 OIDC_CLIENT_ID 和 OIDC_CLIENT_SECRET');
  if (env.NODE_ENV === 'production' && !env.OIDC_ISSUER.startsWith('https:'))
    throw new ConfigError('生产环境的 OIDC_ISSUER 必须是 https 网址');
  return {
    issuer: env.OIDC_ISSUER,
    clientId: env.OIDC_CLIENT_ID,
    clientSecret: env.OIDC_CLIENT_SECRET,
    accountClaim: env.OIDC_ACCOUNT_CLAIM || undefined,
  };
}
