import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { raw } from 'hono/html';
import type { PageOutput } from '../../identity/route.ts';
import { inEnglish } from './english.ts';
import { address, type Html, html, type Insert } from './html.ts';

/** The portal's sections, in the order of the navigation. */
export const SECTIONS = {
  spaces: { path: '/spaces', zh: '名录' },
  notices: { path: '/notices', zh: '公示公告' },
  policies: { path: '/policies', zh: '政策' },
  verify: { path: '/verify', zh: '证书核验' },
  problems: { path: '/problems/new', zh: '问题反映' },
  openData: { path: '/open-data', zh: '开放数据' },
} as const;
export type Section = keyof typeof SECTIONS;

export interface Crumb {
  readonly path: string;
  readonly zh: string;
}

export interface Page {
  readonly title: string;
  readonly section?: Section;
  /** Between the home page and this one. */
  readonly crumbs?: readonly Crumb[];
  readonly status?: number;
  readonly body: Html;
}

export const THEMES = ['light', 'dark'] as const;
export const SIZES = ['large'] as const;
export const LANGUAGES = ['en'] as const;

interface Display {
  readonly theme: (typeof THEMES)[number] | undefined;
  readonly size: (typeof SIZES)[number] | undefined;
  readonly lang: (typeof LANGUAGES)[number] | undefined;
}

function displayOf(request: FastifyRequest): Display {
  const { theme, size, lang } = request.cookies ?? {};
  return {
    theme: THEMES.find((one) => one === theme),
    size: SIZES.find((one) => one === size),
    lang: LANGUAGES.find((one) => one === lang),
  };
}

const styles = ['../../../web/ui/tokens.css', './portal.css']
  .map((path) => readFileSync(new URL(path, import.meta.url), 'utf8'))
  .join('\n');
const stylesheet = styles.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\n\s*/g, '\n');
const compressed = gzipSync(stylesheet);
const STYLESHEET = `/assets/portal.css?v=${createHash('sha256').update(stylesheet).digest('hex').slice(0, 12)}`;

/** The one stylesheet: design tokens, then the portal's rules. */
export function servePortalAssets(server: FastifyInstance): void {
  server.get('/assets/portal.css', { schema: { hide: true } as object }, (request, reply) => {
    void reply
      .type('text/css; charset=utf-8')
      .headers({ 'cache-control': 'public, max-age=86400', vary: 'accept-encoding' });
    if (!request.headers['accept-encoding']?.includes('gzip')) return reply.send(stylesheet);
    return reply.header('content-encoding', 'gzip').send(compressed);
  });
}

const MANIFEST = new URL('../../../dist/web/.vite/manifest.json', import.meta.url);
let scripts: Readonly<Record<string, { file: string }>> | undefined;

/** The address of a script of the portal as it was built with the workspace; null where nothing was built. */
export function builtScript(source: string): string | null {
  if (!scripts && !existsSync(MANIFEST)) return null;
  scripts ??= JSON.parse(readFileSync(MANIFEST, 'utf8')) as NonNullable<typeof scripts>;
  const built = scripts[`../${source}`];
  return built ? `/workspace/${built.file}` : null;
}

/** A whole page in the portal's frame. */
export function page(request: FastifyRequest, given: Page): PageOutput {
  const { theme, size, lang } = displayOf(request);
  const { title, section, crumbs = [], status = 200, body } = given;
  const shown = html`<html lang="zh-CN"${attribute('data-theme', theme)}${attribute('data-size', size)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 众创台</title>
<link rel="icon" href="/workspace/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${STYLESHEET}">
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
<header class="masthead">
<div class="band"><div class="width masthead-row">
<a class="brand" href="/"><b>众创台</b><span>众创空间与孵化链条公共服务</span></a>
${displayLinks(request, { theme, size, lang })}
</div></div>
<nav class="sections" aria-label="主导航"><div class="width"><ul>
${Object.entries(SECTIONS).map(
  ([key, { path, zh }]) => html`<li><a href="${path}"${key === section && raw(' aria-current="true"')}>${zh}</a></li>`,
)}
<li class="apart"><a href="/workspace/">登录工作台</a></li>
</ul></div></nav>
</header>
<div class="width">
${
  request.url !== '/' &&
  html`<nav class="crumbs" aria-label="当前位置"><ol><li><a href="/">首页</a></li>${crumbs.map(
    ({ path, zh }) => html`<li><a href="${path}">${zh}</a></li>`,
  )}<li aria-current="page">${title}</li></ol></nav>`
}
<main id="main" tabindex="-1">
${body}
</main>
</div>
<footer class="footer"><div class="width">
<ul><li><a href="/policies">政策原文与规则</a></li><li><a href="/mentors">创业导师</a></li><li><a href="/credit">信用记录</a></li><li><a href="/open-data">开放数据</a></li><li><a href="/docs/api">接口文档</a></li><li><a href="/problems/new">反映问题</a></li><li><a href="/accessibility">无障碍说明</a></li></ul>
<p>页面内容由办理记录自动生成，标明“示例”的内容为演示虚构。未提供的数据显示为“未提供”，不作为零或否。</p>
</div></footer>
</body>
</html>`;
  const whole = String(shown);
  return { html: `<!doctype html>\n${lang === 'en' ? inEnglish(whole) : whole}`, status };
}

function attribute(name: string, value: string | undefined): Html | null {
  return value === undefined ? null : html` ${raw(name)}="${value}"`;
}

/** 关怀版, 深色 and English by cookie: a link each, no script. */
function displayLinks(request: FastifyRequest, { theme, size, lang }: Display): Html {
  const back = request.method === 'GET' ? request.url : '/';
  const link = (query: Record<string, string>, words: Insert, kind?: string) =>
    html`<li${attribute('class', kind)}><a rel="nofollow" href="${address('/display', { ...query, back })}">${words}</a></li>`;
  return html`<nav class="display" aria-label="显示设置"><ul>
${size === 'large' ? link({ size: 'standard' }, '标准版') : link({ size: 'large' }, '关怀版(大字)')}
${theme !== 'dark' && link({ theme: 'dark' }, '深色', theme ? undefined : 'to-dark')}
${theme !== 'light' && link({ theme: 'light' }, '浅色', theme ? undefined : 'to-light')}
${theme && link({ theme: 'auto' }, '随系统')}
${lang === 'en' ? link({ lang: 'zh' }, html`<span lang="zh-CN">中文</span>`) : link({ lang: 'en' }, html`<span lang="en">English</span>`)}
</ul></nav>`;
}

/** The heading of a page with what it answers. */
export function heading(title: Insert, lead?: Insert): Html {
  return html`<h1>${title}</h1>${lead && html`<p class="lead">${lead}</p>`}`;
}
