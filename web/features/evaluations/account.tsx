import type { SelfEvaluationView } from '../../../src/cases/selfEvaluations/selfEvaluation.contract.ts';
import { showSize } from '../../lib/format.ts';
import type { Autosave } from '../cases/autosave.ts';
import type { Form } from '../cases/cases.ts';
import { FormEntry } from '../cases/form-field.tsx';

type Account = NonNullable<SelfEvaluationView['indicators'][number]['account']>;

/** What the unit wrote of an indicator that experts score, and each file with what it proves. */
export function AccountReader({ account }: { account: Account }) {
  return (
    <div className="stack-s">
      <p className="soft small">单位的自评说明</p>
      <blockquote className="opinion" style={{ whiteSpace: 'pre-line' }}>
        {account.text ?? '没有填写'}
      </blockquote>
      {account.files.length === 0 ? (
        <p className="soft small">没有上传佐证材料。</p>
      ) : (
        <ol className="small">
          {account.files.map((file) => (
            <li key={file.id}>
              <a href={`/api/files/${file.fileId}`}>{file.name}</a> <span className="soft">{showSize(file.size)}</span>
              {file.says && <div>证明：{file.says}</div>}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** The same while the form is open: saved as it is written, by several people. */
export function AccountEditor({ indicator, form, autosave }: { indicator: string; form: Form; autosave: Autosave }) {
  return (
    <div className="stack">
      {form.fields
        .filter((field) => field.indicator === indicator)
        .map((field) => (
          <FormEntry key={field.id} form={form} field={field} autosave={autosave} explains={autosave.errors} />
        ))}
    </div>
  );
}
