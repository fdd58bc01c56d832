import { type Html, html, nothing } from './html.ts';
import { unknown } from './policy.page.ts';

interface Schema {
  type?: string | string[];
  format?: string;
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  description?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  additionalProperties?: unknown;
  $ref?: string;
}
interface Content {
  content?: Record<string, { schema?: Schema }>;
  description?: string;
}
export interface Operation {
  summary?: string;
  operationId?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[];
  requestBody?: Content;
  responses?: Record<string, Content>;
}
export interface ApiDocument {
  info: { title: string; version: string; description?: string };
  paths?: Record<string, Record<string, Operation>>;
}

interface Listed {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

export function operationsByTag(document: ApiDocument): Map<string, Listed[]> {
  const all = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  return Map.groupBy(all, ({ operation }) => operation.tags?.[0] ?? '其他');
}

/** The whole of the interface on one page: what there is, and where each part is described. */
export function apiIndex(document: ApiDocument): Html {
  const groups = operationsByTag(document);
  return html`<h1>接口文档</h1><p class="lead">${document.info.title} ${document.info.version}</p>
<p>${document.info.description}</p>
<p>机器可读的描述：<a href="/openapi.json">openapi.json</a>(OpenAPI 3.1)。公开接口不需要登录；其余接口用登录后的会话，写操作另附 <code>x-csrf-token</code>。出错时返回 <code>code</code>、<code>message</code>，字段错误列在 <code>fields</code>。</p>
<div class="scroll"><table class="stack"><thead><tr><th scope="col">分类</th><th scope="col" class="number">接口数</th></tr></thead><tbody>
${[...groups].map(([tag, list]) => html`<tr><th scope="row"><a href="/docs/api/${encodeURIComponent(tag)}">${tag}</a></th><td class="number" data-label="接口数">${list.length}</td></tr>`)}</tbody></table></div>`;
}

/** Every operation of a tag with its fields. */
export function apiTag(tag: string, operations: readonly Listed[]): Html {
  return html`<h1>${tag}</h1>${operations.length > 3 && html`<ul>${operations.map(({ method, path, operation }) => html`<li><a href="#${operation.operationId}">${operation.summary}</a> <code>${method.toUpperCase()} ${path}</code></li>`)}</ul>`}
${operations.map(({ method, path, operation }) => {
  const { requestBody, responses, parameters = [] } = operation;
  return html`<section class="clause" id="${operation.operationId}"><h2>${operation.summary}</h2><p><code>${method.toUpperCase()} ${path}</code></p>
${
  parameters.length > 0 &&
  fieldTable(
    '参数',
    parameters.map(({ name, required, schema }) => [name, schema, required ?? false] as const),
  )
}
${bodyTable('请求内容', requestBody)}
${bodyTable('返回', responses?.['200'])}</section>
`;
})}`;
}

function bodyTable(title: string, content: Content | undefined): Html {
  const [mediaType, body] = Object.entries(content?.content ?? {})[0] ?? [];
  if (!body?.schema || !mediaType) return nothing;
  const { properties, required = [] } = body.schema;
  if (!properties) return html`<p>${title}：<code>${mediaType}</code></p>`;
  return fieldTable(
    title,
    Object.entries(properties).map(([name, schema]) => [name, schema, required.includes(name)] as const),
  );
}

function fieldTable(title: string, fields: readonly (readonly [string, Schema | undefined, boolean])[]): Html {
  return html`<h3>${title}</h3><ul class="small">${fields.map(([name, schema, required]) => html`<li><code>${name}</code>${required && '（必填）'} ${schema ? typeWords(schema) : unknown('任意')}</li>`)}</ul>`;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: '文本',
  number: '数',
  integer: '整数',
  boolean: '是否',
  object: '对象',
  array: '列表',
  null: '空',
};

/** A schema in a few words; objects inside lists show the names of their fields. */
export function typeWords(schema: Schema, depth = 0): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((one) => typeWords(one, depth)).join(' 或 ');
  if (schema.enum) return schema.enum.map(String).join(' | ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.type === 'array' || schema.items) return `列表[${schema.items ? typeWords(schema.items, depth + 1) : ''}]`;
  if (schema.properties) return depth > 1 ? '对象' : `{ ${Object.keys(schema.properties).join(', ')} }`;
  const types = [schema.type ?? 'object'].flat().map((type) => TYPE_WORDS[type] ?? type);
  const limits = [
    schema.format,
    schema.maxLength !== undefined && `不超过${schema.maxLength}字`,
    schema.maximum !== undefined && schema.maximum < 1e9 && `不超过${schema.maximum}`,
    schema.default !== undefined && `默认 ${JSON.stringify(schema.default)}`,
  ].filter(Boolean);
  return limits.length > 0 ? `${types.join(' 或 ')}(${limits.join(',')})` : types.join(' 或 ');
}
