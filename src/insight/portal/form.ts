import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { type Html, html, type Insert, nothing } from './html.ts';

/** Messages by field, to stand at the field. */
export type Errors = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | undefined>>;

export function errorsOf(refusal: Refusal): Errors {
  return Object.fromEntries(refusal.fields.map(({ path, message }) => [path, message]));
}

/**
 * Does what a form asks for. An expected "no" undoes what was written and comes back as messages for the form;
 * everything else goes on as it is.
 */
export async function attempt<T>(tx: Tx, work: () => Promise<T>): Promise<{ done: T } | { refused: Refusal }> {
  await sqlRows(tx, 'savepoint form');
  try {
    return { done: await work() };
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500) throw error;
    await sqlRows(tx, 'rollback to savepoint form');
    return { refused: error };
  }
}

/** What must be corrected, on top of the form; each line leads to its field. */
export function errorSummary(errors: Errors, message?: string): Html {
  const entries = Object.entries(errors);
  if (entries.length === 0 && !message) return nothing;
  return html`<div class="panel bad" role="alert" tabindex="-1"><h2>${message ?? '请修改以下内容'}</h2>${
    entries.length > 0 &&
    html`<ul>${entries.map(([path, words]) => html`<li><a href="#${path}">${words}</a></li>`)}</ul>`
  }</div>`;
}

interface FieldShape {
  readonly name: string;
  readonly label: Insert;
  readonly hint?: Insert;
  readonly errors: Errors;
}

function around({ name, label, hint, errors }: FieldShape, control: (described: Html) => Html): Html {
  const error = errors[name];
  const ids = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  const described = html`${ids && html` aria-describedby="${ids}"`}${error && html` aria-invalid="true"`}`;
  return html`<div class="field${error && ' wrong'}"><label for="${name}">${label}</label>${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`}${error && html`<span class="field-error" id="${name}-error">${error}</span>`}${control(described)}</div>
`;
}

export function textField(
  shape: FieldShape & { value?: string | undefined; type?: string; autocomplete?: string },
): Html {
  const { name, value, type = 'text', autocomplete } = shape;
  return around(
    shape,
    (described) =>
      html`<input id="${name}" name="${name}" type="${type}" value="${value ?? ''}"${autocomplete && html` autocomplete="${autocomplete}"`}${described}>`,
  );
}

export function longField(shape: FieldShape & { value?: string | undefined }): Html {
  const { name, value } = shape;
  return around(
    shape,
    (described) => html`<textarea id="${name}" name="${name}" rows="7"${described}>${value ?? ''}</textarea>`,
  );
}

export function fileField(shape: FieldShape & { accept: string; multiple?: boolean }): Html {
  const { name, accept, multiple } = shape;
  return around(
    shape,
    (described) =>
      html`<input id="${name}" name="${name}" type="file" accept="${accept}"${multiple && html` multiple`}${described}>`,
  );
}

export function selectField(
  shape: FieldShape & { value?: string | undefined; options: readonly (readonly [string, string])[] },
): Html {
  const { name, value, options } = shape;
  return around(
    shape,
    (described) =>
      html`<select id="${name}" name="${name}"${described}><option value="">请选择</option>${options.map(([code, zh]) => html`<option value="${code}"${code === value && html` selected`}>${zh}</option>`)}</select>`,
  );
}
