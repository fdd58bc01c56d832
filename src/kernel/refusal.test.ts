import { expect, test } from 'vitest';
import { REFUSALS, Refusal } from './refusal.ts';

test('a refusal carries its row, its details and the fields to correct', () => {
  const refusal = new Refusal('input.invalid', { step: 'submit' }, [
    { path: 'premises.0.area', code: 'required', message: '请填写面积' },
  ]);
  expect(refusal.status).toBe(422);
  expect(JSON.parse(JSON.stringify(refusal))).toEqual({
    code: 'input.invalid',
    message: '填写内容有误，请按提示修改',
    en: 'Some entries need correction',
    details: { step: 'submit' },
    fields: [{ path: 'premises.0.area', code: 'required', message: '请填写面积' }],
  });
  expect(new Refusal('not-found').toJSON()).not.toHaveProperty('fields');
});

test('every row has words in both languages', () => {
  for (const [code, row] of Object.entries(REFUSALS)) {
    expect(row.zh, code).toMatch(/\p{Script=Han}/u);
    expect(row.en, code).toMatch(/^[A-Z]/);
  }
});
