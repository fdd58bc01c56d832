import { z } from 'zod';
import { isDay } from '../kernel/day.ts';
import type { FactOption, FactValue, Vocabulary } from '../kernel/fact.ts';
import {
  type Amount,
  amountSchema,
  DESIGNATION_LEVELS,
  type Period,
  type Priority,
  periodSchema,
  prioritySchema,
  type Quota,
  quotaSchema,
  type Scheme,
  schemeSchema,
} from './assessment.ts';
import type { Clause } from './clause.ts';
import { type AssessmentExample, assessmentExample } from './example.schema.ts';
import type { Expression } from './expression.ts';
import { bodySchema, type Procedure, procedureSchema } from './procedure.ts';
import type { RequirementKind } from './requirement.ts';

/** The words a pack may use. Passed in, so that policy knows no vocabulary of its own. */
export interface Words {
  readonly facts: Vocabulary;
  readonly effects: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
  readonly papers: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
}

/** File name -> text. */
export type PackFiles = Readonly<Record<string, string>>;

const day = z.string().refine(isDay, 'a day of the calendar is written YYYY-MM-DD');
const identifier = z.string().regex(/^[a-z][A-Za-z0-9-]*$/, 'an id begins with a small letter; letters, digits, -');
const words = z.string().min(1);

export const CARRIER_KINDS = [
  'makerSpace',
  'incubator',
  'accelerator',
  'nursery',
  'sciencePark',
  'entrepreneurshipBase',
  'cluster',
] as const;

/** Forms within a kind, and of which kind each is. */
export const CARRIER_FORM_KINDS = {
  creatorSpace: 'makerSpace',
  cafe: 'makerSpace',
  innovationFactory: 'makerSpace',
  community: 'makerSpace',
  smallBusinessBase: 'entrepreneurshipBase',
  studentBase: 'entrepreneurshipBase',
  farmerPark: 'entrepreneurshipBase',
  returneePark: 'entrepreneurshipBase',
  spaceCluster: 'cluster',
  founderCluster: 'cluster',
} as const satisfies Record<string, (typeof CARRIER_KINDS)[number]>;
const FORMS = Object.keys(CARRIER_FORM_KINDS) as [keyof typeof CARRIER_FORM_KINDS];

const designationSchema = z.strictObject({
  name: words,
  level: z.enum(DESIGNATION_LEVELS),
  /** Absent: the document says nothing of it and the platform's operator set number and validity. */
  cites: words.optional(),
  certificate: z.strictObject({
    title: words,
    /** `{year}` and `{serial:4}` are filled in when the certificate is issued. */
    number: z.string().regex(/\{serial(:\d)?\}/, 'a certificate number holds {serial} or {serial:<digits>}'),
  }),
  /** 发文字号 of decisions, with the same places as the certificate's number. */
  decisionNumber: z
    .string()
    .regex(/\{serial(:\d)?\}/, 'a document number holds {serial} or {serial:<digits>}')
    .optional(),
  validMonths: z.number().int().positive().nullable().default(null),
  note: words.optional(),
});

/** What stands in the place of a designation where the document grants none; no procedure may grant it. */
const NO_DESIGNATION: z.infer<typeof designationSchema> = {
  name: '本文件不授予资格',
  level: 'district',
  certificate: { title: '不发证书', number: '{serial}' },
  validMonths: null,
};

/** What kind of document a pack restates. */
export const DOCUMENT_KINDS = {
  measures: { zh: '办法、规定、细则', en: 'Measures' },
  workPlan: { zh: '工作方案', en: 'Work plan' },
  report: { zh: '调研报告', en: 'Report' },
  notice: { zh: '通知', en: 'Notice' },
} as const;

/** `policy.yaml` */
export const identitySchema = z.strictObject({
  id: z.string().regex(/^\d{6}-[a-z0-9-]+\/[a-z0-9-]+$/, '<division code>-<place>/<instrument>'),
  title: words,
  documentNumber: words.optional(),
  /** 索引号 of government publications. */
  indexNumber: words.optional(),
  issuer: words,
  document: z.enum(Object.keys(DOCUMENT_KINDS) as [keyof typeof DOCUMENT_KINDS]).default('measures'),
  /** `zone`: a functional zone inside the division (高新区, 产业园区); zones have no code of their own, so it is named. */
  territory: z.strictObject({ code: z.string().regex(/^\d{6}$/), zone: words.optional(), name: words }),
  carrierKinds: z.array(z.enum(CARRIER_KINDS)).min(1),
  /** Of a kind that has forms listed here, those alone; of the others, all. */
  carrierForms: z.array(z.enum(FORMS)).min(1).optional(),
  mode: z.enum(['recognition', 'filing', 'registration']),
  inForce: z.strictObject({ from: day, until: day.nullable().default(null), note: words.optional() }),
  basedOn: z.string().nullable().default(null),
  /** Absent: the document grants nothing (a work plan, a tax notice). */
  designation: designationSchema.optional(),
  bodies: z.record(identifier, bodySchema),
  evidence: z.record(identifier, z.strictObject({ label: words, help: words.optional() })).default({}),
  not_rules: z.array(z.strictObject({ cites: words, reason: words })).default([]),
  /** Numbers of a list of demands kept elsewhere, each with the clause it comes from. */
  traces: z.array(z.strictObject({ id: words, cites: words })).default([]),
});
type WrittenIdentity = z.infer<typeof identitySchema>;
export interface Identity extends Omit<WrittenIdentity, 'designation'> {
  readonly designation: z.infer<typeof designationSchema>;
  /** Whether the document grants a designation at all. */
  readonly grants: boolean;
}
export function identityOf(written: WrittenIdentity): Identity {
  return { ...written, designation: written.designation ?? NO_DESIGNATION, grants: written.designation !== undefined };
}

const parameterSchema = z.strictObject({
  label: words,
  en: words.optional(),
  unit: words,
  /** `operator`: the document is silent; whoever runs the platform set the value and says why in `note`. */
  setBy: z.enum(['document', 'operator']).default('document'),
  note: words.optional(),
  /** Empty: the document names the matter and leaves the figure open. What compares with it is unknown. */
  values: z.array(
    z.strictObject({
      from: day,
      value: z.union([z.number(), z.string(), z.boolean(), z.array(z.string()).min(1)]),
      cites: words.optional(),
    }),
  ),
});
const parametersSchema = z.record(identifier, parameterSchema).default({});

const judgeSchema = z.strictObject({ by: words, evidence: z.array(z.string()).default([]) });

/** One line of a requirement: a group, a comparison or a question to a person. */
export interface WrittenNode {
  id?: string | undefined;
  says?: string | undefined;
  cites?: string | undefined;
  when?: string | undefined;
  check?: string | undefined;
  judge?: { by: string; evidence: string[] } | undefined;
  all?: WrittenNode[] | undefined;
  any?: WrittenNode[] | undefined;
  none?: WrittenNode[] | undefined;
  evidence?: string[] | undefined;
  effort?: number | undefined;
}
const nodeShape = {
  says: words.optional(),
  cites: words.optional(),
  when: words.optional(),
  check: words.optional(),
  judge: judgeSchema.optional(),
  get all() {
    return z.array(nodeSchema).min(1).optional();
  },
  get any() {
    return z.array(nodeSchema).min(1).optional();
  },
  get none() {
    return z.array(nodeSchema).min(1).optional();
  },
  evidence: z.array(z.string()).optional(),
  /** How hard it is to put right, beside the 1 of any other line; for the advice what to change first. */
  effort: z.number().positive().optional(),
};
const nodeSchema: z.ZodType<WrittenNode> = z.lazy(() => z.strictObject({ id: identifier.optional(), ...nodeShape }));

const requirementsSchema = z
  .array(
    z.lazy(() =>
      z.strictObject({
        ...nodeShape,
        id: identifier,
        says: words,
        cites: words,
        kind: z.enum(['must', 'should', 'prefer', 'veto']).default('must'),
      }),
    ),
  )
  .default([]);

const relaxationSchema = z.strictObject({
  id: identifier,
  cites: words,
  says: words,
  when: words,
  /** A parameter: 0.8. */
  factor: words,
  /** Parameters; no other figure is relaxed. */
  applies: z.array(words).min(1),
});

/** Met without more, as where a level above has approved already. Vetoes are not passed. */
export const passSchema = z.strictObject({
  id: identifier,
  cites: words,
  says: words,
  when: words,
  /** Ids; absent: every requirement. */
  requirements: z.array(words).min(1).optional(),
  evidence: z.array(z.string()).default([]),
});

/** `recognition.yaml` */
export const recognitionSchema = z.strictObject({
  parameters: parametersSchema,
  relaxations: z.array(relaxationSchema).default([]),
  passes: z.array(passSchema).default([]),
  requirements: requirementsSchema,
  /** Conditions of something else than the recognition: when a company in a space graduates. Judged on their own. */
  conditions: z
    .array(
      z.strictObject({
        id: identifier,
        title: words,
        cites: words,
        /** What whoever meets them may have, and from whom: 待遇 of a category of founders. */
        gives: z.strictObject({ says: words, units: z.array(words).default([]) }).optional(),
        /** A rung of the ladder that companies climb: its place, and the fact (a flag of the team) that says it is reached. */
        rung: z.strictObject({ step: z.number().int().positive(), reached: words }).optional(),
        /** The way of registering a company for which the space must meet them. */
        allows: z.enum(['clusterRegistration']).optional(),
        requirements: requirementsSchema,
      }),
    )
    .default([]),
  procedures: z.array(procedureSchema).default([]),
});
export type WrittenRequirement = z.infer<typeof requirementsSchema>[number];

/** `plan.yaml`, `evaluation.yaml`, `support.yaml`, `sanctions.yaml`: what the document orders, written down; not yet executed. */
export const recordedSchema = z.strictObject({
  parameters: parametersSchema,
  rules: z
    .array(
      z.strictObject({
        id: identifier,
        cites: words,
        says: words,
        /** support: what the money may be spent on. */
        categories: z.array(words).default([]),
        /** plan: who carries it out; the first leads. */
        units: z.array(words).default([]),
        /** plan: what is to be reached; `value` names a parameter. */
        target: z
          .strictObject({ measure: words, how: z.enum(['>=', '>']).default('>='), value: words, by: day })
          .optional(),
        /** Effects that a decision under this rule has. */
        follows: z.array(z.string()).default([]),
        /** For how long: a parameter in months or years. */
        term: words.optional(),
      }),
    )
    .default([]),
  /** evaluation.yaml */
  schemes: z.array(schemeSchema).default([]),
  quotas: z.array(quotaSchema).default([]),
  priorities: z.array(prioritySchema).default([]),
  /** support.yaml */
  amounts: z.array(amountSchema).default([]),
  periods: z.array(periodSchema).default([]),
  /** sanctions.yaml: how a breach is dealt with, what is rectified, appealed against, repaired. */
  procedures: z.array(procedureSchema).default([]),
});
export const RECORDED_FILES = ['plan.yaml', 'evaluation.yaml', 'support.yaml', 'sanctions.yaml'] as const;
export type RecordedFile = (typeof RECORDED_FILES)[number];
export const NEEDED_FILES = ['policy.yaml', 'source.md', 'recognition.yaml'] as const;
/** Every file a pack may have, in reading order. */
export const PACK_FILE_NAMES = [...NEEDED_FILES, ...RECORDED_FILES, 'examples.yaml'] as const;
export type PackFileName = (typeof PACK_FILE_NAMES)[number];

const outcome = z.enum(['met', 'unmet', 'unknown', 'notApplicable']);
/** `examples.yaml` */
export const examplesSchema = z.array(
  z.strictObject({
    name: words,
    on: day,
    /** The name of an earlier example whose facts and judgements are taken over. */
    like: words.optional(),
    /** `null` takes a fact away again. */
    facts: z
      .record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.array(z.string()), z.null()]))
      .default({}),
    judgements: z.record(z.string(), z.enum(['met', 'unmet']).nullable()).default({}),
    /** Figures that the document leaves open, as the authority may set them for a round; in the parameter's own unit. */
    parameters: z.record(z.string(), z.number()).default({}),
    expect: z.record(z.string(), outcome).default({}),
    verdict: z.enum(['met', 'unmet', 'unknown']).optional(),
    ...assessmentExample,
  }),
);

export type WrittenRelaxation = z.infer<typeof relaxationSchema>;

export interface Parameter {
  readonly label: string;
  readonly en: string;
  /** As written: 万元. */
  readonly unit: string;
  readonly kind: 'number' | 'text' | 'date' | 'set' | 'flag';
  /** As facts have it: 分. */
  readonly factUnit: string | null;
  readonly setBy: 'document' | 'operator';
  readonly note: string | null;
  /** Oldest first; `value` in `factUnit`. */
  readonly values: readonly { readonly from: string; readonly value: FactValue; readonly cites: string | null }[];
}

export interface RequirementNode {
  /** Names a judgement: the requirement's id, or `financing.2.1` for an inner line without an id. */
  readonly id: string;
  readonly says: string | null;
  readonly cites: string;
  readonly when: Expression | null;
  readonly form: 'all' | 'any' | 'none' | 'check' | 'judge';
  readonly check: string | null;
  readonly expression: Expression | null;
  readonly judge: { readonly by: string; readonly evidence: readonly string[] } | null;
  readonly parts: readonly RequirementNode[];
  readonly evidence: readonly string[];
  /** Of this line and the lines below it that give none; null: as above it, and 1 at the top. */
  readonly effort: number | null;
}
export interface Requirement extends RequirementNode {
  readonly kind: RequirementKind;
  readonly says: string;
}

/** A rule of evaluation, support or sanction: written down with its clause, not executed. */
export interface RecordedRule {
  readonly file: RecordedFile;
  readonly id: string;
  readonly cites: string;
  readonly says: string;
  readonly categories: readonly string[];
  readonly units: readonly string[];
  readonly target: {
    readonly measure: string;
    readonly how: '>=' | '>';
    readonly value: string;
    readonly by: string;
  } | null;
  readonly follows: readonly string[];
  /** The parameter that holds the term. */
  readonly term: string | null;
}

/** A set of requirements that is judged on its own. */
export interface ConditionSet {
  readonly id: string;
  readonly title: string;
  readonly cites: string;
  readonly gives: { readonly says: string; readonly units: readonly string[] } | null;
  readonly rung: { readonly step: number; readonly reached: string } | null;
  readonly allows: 'clusterRegistration' | null;
  readonly requirements: readonly Requirement[];
}

export interface Example {
  readonly name: string;
  readonly on: string;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly judgements: Readonly<Record<string, 'met' | 'unmet'>>;
  /** What the document leaves open, set for this example. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly expect: Readonly<Record<string, 'met' | 'unmet' | 'unknown' | 'notApplicable'>>;
  readonly verdict: 'met' | 'unmet' | 'unknown' | null;
  /** What it shows besides requirements. */
  readonly assessed: AssessmentExample;
  readonly line: number;
}

/** A loaded pack: plain data, so that it can be stored and sent; `files` alone load it again. */
export interface Pack extends Omit<Identity, 'not_rules'> {
  readonly files: PackFiles;
  readonly clauses: readonly Clause[];
  readonly notRules: readonly { readonly cites: string; readonly reason: string }[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Worked into the expressions of the requirements; kept as written for those who read and compare. */
  readonly relaxations: readonly WrittenRelaxation[];
  /** Worked into the requirements as ways of their own. */
  readonly passes: readonly z.infer<typeof passSchema>[];
  readonly requirements: readonly Requirement[];
  readonly conditions: readonly ConditionSet[];
  readonly procedures: readonly Procedure[];
  readonly recorded: readonly RecordedRule[];
  readonly schemes: readonly Scheme[];
  readonly quotas: readonly Quota[];
  readonly priorities: readonly Priority[];
  readonly amounts: readonly Amount[];
  readonly periods: readonly Period[];
  readonly examples: readonly Example[];
  /** Labels of the facts that requirements ask for. */
  readonly factLabels: Readonly<
    Record<
      string,
      {
        readonly zh: string;
        readonly en: string;
        readonly unit: string | null;
        readonly options: readonly FactOption[] | null;
      }
    >
  >;
}

/** What judging and explaining read of a document; a browser is given this and no more. */
export type PackRules = Pick<
  Pack,
  'id' | 'title' | 'parameters' | 'requirements' | 'conditions' | 'factLabels' | 'evidence' | 'bodies'
>;
