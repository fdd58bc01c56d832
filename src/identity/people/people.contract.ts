import { z } from 'zod';
import { ROLES, type Role } from '../../kernel/actor.ts';
import { isDay } from '../../kernel/day.ts';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { isIdNumber, isPhone } from './person.ts';

const roleCode = z.enum(Object.keys(ROLES) as [Role, ...Role[]]);
const day = z.string().refine(isDay, '请填写有效日期');

const name = z.string().trim().min(1, '请填写姓名').max(60);
const account = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,63}$/, '账号为3至64位小写字母、数字、点、横线');
const phone = z.string().trim().refine(isPhone, '手机号或电话号码有误');
const idNumber = z.string().trim().toUpperCase().refine(isIdNumber, '身份证号有误，请核对');
const email = z.email('电子邮箱有误').max(200);

export const peopleInput = z.object({
  ...pageInput(),
  /** Part of a name or an account. */
  q: z.string().trim().max(60).optional(),
  state: z.enum(['active', 'disabled']).optional(),
  role: roleCode.optional(),
  organisationId: z.uuid().optional(),
});

export const membershipView = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  organisationName: z.string(),
  role: z.object({ code: roleCode, zh: z.string(), en: z.string() }),
  validFrom: z.string(),
  validTo: z.string().nullable(),
});

/** Personal data leaves masked only. */
export const personView = z.object({
  id: z.uuid(),
  name: z.string(),
  account: z.string().nullable(),
  state: z.enum(['active', 'disabled']),
  isDemo: z.boolean(),
  phone: z.string().nullable(),
  idNumber: z.string().nullable(),
  email: z.string().nullable(),
  secondFactor: z.boolean(),
  passwordMustChange: z.boolean(),
  singleSignOn: z.boolean(),
  memberships: z.array(membershipView),
  createdAt: z.string(),
});
export type PersonView = z.output<typeof personView>;
export const peopleView = z.object({ rows: z.array(personView), ...pageTotal });

export const personInput = z.object({ personId: z.uuid() });

export const createPersonInput = z.object({
  name,
  account,
  phone: phone.optional(),
  idNumber: idNumber.optional(),
  email: email.optional(),
});
/** The initial password is told once, here. */
export const createdPersonView = z.object({ id: z.uuid(), initialPassword: z.string() });
export const initialPasswordView = z.object({ initialPassword: z.string() });

export const editPersonInput = z.object({
  personId: z.uuid(),
  name: name.optional(),
  phone: phone.nullable().optional(),
  idNumber: idNumber.nullable().optional(),
  email: email.nullable().optional(),
});

export const grantInput = z.object({
  personId: z.uuid(),
  organisationId: z.uuid(),
  role: roleCode,
  validFrom: day.optional(),
  validTo: day.nullable().optional(),
});

export const endMembershipInput = z.object({
  personId: z.uuid(),
  membershipId: z.uuid(),
  /** The last day on which the role is held; absent: it ends at once. */
  lastDay: day.optional(),
});

export const unmaskInput = z.object({
  personId: z.uuid(),
  field: z.enum(['phone', 'idNumber']),
  reason: z.string().trim().min(4, '请写明查看原因(至少4个字)').max(200),
});
export const unmaskedView = z.object({ value: z.string() });

export const doneView = z.object({ done: z.literal(true) });
