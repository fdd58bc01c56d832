import { z } from 'zod';

const label = z.object({ zh: z.string(), en: z.string() });

export const roleView = label.extend({ code: z.string() });

/** Who I am, on whose behalf, and what I may do. `person` is null while nobody is signed in. */
export const sessionView = z.object({
  person: z.object({ id: z.uuid(), name: z.string(), account: z.string().nullable(), isDemo: z.boolean() }).nullable(),
  organisation: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  organisations: z.array(z.object({ id: z.uuid(), name: z.string(), kind: z.string(), roles: z.array(roleView) })),
  roles: z.array(roleView),
  /** Permissions usable in this session, before any subject is looked at. */
  permissions: z.array(z.string()),
  /** What must be done before the roles can be used. */
  withheld: label.extend({ code: z.enum(['password', 'enrol', 'code']) }).nullable(),
  secondFactor: z.boolean(),
  passwordReminder: z.boolean(),
  csrfToken: z.string().nullable(),
  /** End of the session if it is not left idle before. */
  expiresAt: z.string().nullable(),
  idleMinutes: z.number(),
  demo: z.boolean(),
  singleSignOn: z.boolean(),
});
export type SessionView = z.output<typeof sessionView>;

export const signInInput = z.object({
  account: z.string().trim().min(1, '请输入账号').max(64),
  password: z.string().min(1, '请输入密码').max(200),
  code: z
    .string()
    .regex(/^\d{6}$/, '动态口令为6位数字')
    .optional(),
});

export const codeInput = z.object({ code: z.string().regex(/^\d{6}$/, '动态口令为6位数字') });

export const changePasswordInput = z.object({
  current: z.string().min(1, '请输入当前密码').max(200),
  password: z.string().min(1, '请输入新密码').max(200),
});

/** `qr`: the otpauth address as a picture, a data URL. */
export const enrolmentView = z.object({ secret: z.string(), uri: z.string(), qr: z.string() });

export const chooseOrganisationInput = z.object({ organisationId: z.uuid() });

export const demoAccountView = z.object({
  id: z.uuid(),
  name: z.string(),
  account: z.string(),
  organisations: z.array(z.object({ id: z.uuid(), name: z.string(), roles: z.array(roleView) })),
});
export const demoAccountsView = z.object({ rows: z.array(demoAccountView), password: z.string() });
export type DemoAccount = z.output<typeof demoAccountView>;
