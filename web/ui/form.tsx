import { Form as AntForm, type FormInstance } from 'antd';
import { useCallback } from 'react';
import { ApiError } from '../lib/api.ts';
import { inWords } from '../lib/words.ts';

/** The fields that the server names get their message; what names no field of the form is left to the notice. */
export function useFieldErrors(form: FormInstance): (error: unknown) => void {
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof ApiError)) return;
      const known = error.fields.filter(
        ({ path }) => form.getFieldInstance(pathOf(path)) !== undefined || hasField(form, path),
      );
      form.setFields(known.map(({ path, message }) => ({ name: pathOf(path), errors: [inWords(message)] })));
      const first = known[0];
      if (first) form.scrollToField(pathOf(first.path), { block: 'center', focus: true });
    },
    [form],
  );
}

const pathOf = (path: string) => path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
const hasField = (form: FormInstance, path: string) =>
  pathOf(path)[0] !== undefined && (path.split('.')[0] as string) in form.getFieldsValue(true);

export { AntForm as Form };
export const REQUIRED = (message: string) => [{ required: true, message }];
