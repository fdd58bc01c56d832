import { z } from 'zod';

/**
 * The language in which a pack writes a procedure. `src/cases` interprets it and knows no document.
 *
 * Each step kind fixes which outcomes a step must route:
 *   form          submitted
 *   review        agreed, disagreed           (verbs 会签 或签 加签 ... act on its tasks)
 *   expertReview  finished                    (every assigned expert's review is in)
 *   siteVisit     recorded
 *   shortlist     listed, notListed           (one sitting over all cases of the round that wait here)
 *   publicNotice  clear, upheld               (period over and no objection open / an objection was upheld)
 *   decision      granted, refused            (signed)
 *   award         awarded
 *   investigation served, dropped             (the charge went to the party / nothing to charge)
 *   statement     stated, hearing, silent     (the party answered, asked for a hearing, let the time pass)
 *   hearing       held
 *   rectificationOrder  issued
 *   rectification       reported, overdue
 *   acceptance          accepted, extended, failed
 *   grading       graded                      (one sitting grades every case of the round by the scheme)
 *   release       one for each grade of the scheme, `ungraded` where it has none (all results of the round at once)
 * An outcome goes to a step id, or to an end of the procedure.
 * A number of days names its clause in `cites`; where the document gives none, `note` says who set it and why.
 */
export const STEP_KINDS = {
  form: { zh: '填报', en: 'Form', outcomes: ['submitted'] },
  review: { zh: '审核', en: 'Review', outcomes: ['agreed', 'disagreed'] },
  expertReview: { zh: '专家评审', en: 'Expert review', outcomes: ['finished'] },
  siteVisit: { zh: '现场考察', en: 'Site visit', outcomes: ['recorded'] },
  shortlist: { zh: '拟定名单', en: 'Shortlist', outcomes: ['listed', 'notListed'] },
  publicNotice: { zh: '公示', en: 'Public notice', outcomes: ['clear', 'upheld'] },
  decision: { zh: '决定', en: 'Decision', outcomes: ['granted', 'refused'] },
  award: { zh: '授牌', en: 'Award', outcomes: ['awarded'] },
  investigation: { zh: '立案调查', en: 'Investigation', outcomes: ['served', 'dropped'] },
  statement: { zh: '陈述申辩', en: 'Statement', outcomes: ['stated', 'hearing', 'silent'] },
  hearing: { zh: '听证', en: 'Hearing', outcomes: ['held'] },
  rectificationOrder: { zh: '责令整改', en: 'Order to rectify', outcomes: ['issued'] },
  rectification: { zh: '整改', en: 'Rectification', outcomes: ['reported', 'overdue'] },
  acceptance: { zh: '整改验收', en: 'Acceptance', outcomes: ['accepted', 'extended', 'failed'] },
  grading: { zh: '评定等次', en: 'Grading', outcomes: ['graded'] },
  release: { zh: '发布结果', en: 'Release of results', outcomes: [] },
} as const satisfies Record<string, { zh: string; en: string; outcomes: readonly string[] }>;
export type StepKind = keyof typeof STEP_KINDS;
/** The outcome of `release` where the scheme names no grades. */
export const UNGRADED = 'ungraded';
export type Outcome = (typeof STEP_KINDS)[StepKind]['outcomes'][number];
/** The outcome a step has by itself when its time is over; the others wait. */
export const WHEN_DUE: Readonly<Partial<Record<StepKind, Outcome>>> = { statement: 'silent', rectification: 'overdue' };

/**
 * What a procedure is for.
 *   door     an applicant may open it at the door; the others are opened from what they are about
 *   against  a body opens it against a party, who learns of it when told
 *   judges   the requirements of the pack are judged
 *   decided  what its two decisions are called
 */
export const PURPOSES = {
  recognition: { zh: '认定', en: 'Recognition', door: true, against: false, judges: true, starts: ['form'] },
  filing: { zh: '备案', en: 'Filing', door: true, against: false, judges: true, starts: ['form'] },
  change: { zh: '变更', en: 'Change', door: true, against: false, judges: true, starts: ['form'] },
  evaluation: { zh: '评价', en: 'Evaluation', door: false, against: false, judges: false, starts: ['form'] },
  sanction: {
    zh: '违规处理',
    en: 'Sanction',
    door: false,
    against: true,
    judges: false,
    starts: ['review', 'investigation'],
  },
  rectification: {
    zh: '整改',
    en: 'Rectification',
    door: false,
    against: true,
    judges: false,
    starts: ['rectificationOrder'],
  },
  appeal: { zh: '申诉复核', en: 'Appeal', door: false, against: false, judges: false, starts: ['form'] },
  repair: { zh: '信用修复', en: 'Repair of credit', door: false, against: false, judges: false, starts: ['form'] },
  mentor: {
    zh: '导师认定',
    en: 'Recognition of a mentor',
    door: true,
    against: false,
    judges: false,
    starts: ['form'],
  },
  mentorRevocation: {
    zh: '撤销导师认定',
    en: 'Revocation of a mentor’s recognition',
    door: false,
    against: true,
    judges: false,
    starts: ['review'],
  },
  entitlement: {
    zh: '待遇申请',
    en: 'Application for an entitlement',
    door: false,
    against: false,
    judges: true,
    starts: ['form'],
  },
} as const satisfies Record<string, PurposeRow>;
interface PurposeRow {
  readonly zh: string;
  readonly en: string;
  readonly door: boolean;
  readonly against: boolean;
  readonly judges: boolean;
  readonly starts: readonly StepKind[];
}
export type Purpose = keyof typeof PURPOSES;
export const PURPOSE_CODES = Object.keys(PURPOSES) as [Purpose, ...Purpose[]];
export const purposeRow = (purpose: string): PurposeRow => PURPOSES[purpose as Purpose];

/** What the two outcomes of a decision are called, by what the procedure is for. */
const VERDICT = { granted: { zh: '同意', en: 'Granted' }, refused: { zh: '不同意', en: 'Refused' } } as const;
const VERDICTS: Readonly<Partial<Record<string, Record<'granted' | 'refused', { zh: string; en: string }>>>> = {
  evaluation: { granted: { zh: '予以表彰', en: 'Commended' }, refused: { zh: '予以处理', en: 'Acted upon' } },
  sanction: { granted: { zh: '予以处理', en: 'Sanctioned' }, refused: { zh: '不予处理', en: 'Not sanctioned' } },
  rectification: { granted: { zh: '取消资格', en: 'Revoked' }, refused: { zh: '不取消资格', en: 'Not revoked' } },
  appeal: { granted: { zh: '撤销原决定', en: 'Overturned' }, refused: { zh: '维持原决定', en: 'Upheld' } },
  repair: { granted: { zh: '准予修复', en: 'Repaired' }, refused: { zh: '不予修复', en: 'Not repaired' } },
  entitlement: { granted: { zh: '准予享受', en: 'Granted' }, refused: { zh: '不予享受', en: 'Not granted' } },
  mentorRevocation: { granted: { zh: '撤销认定', en: 'Revoked' }, refused: { zh: '不撤销认定', en: 'Not revoked' } },
  mentor: { granted: { zh: '予以认定', en: 'Recognised' }, refused: { zh: '不予认定', en: 'Not recognised' } },
};
export const verdictWords = (purpose: string, outcome: 'granted' | 'refused') =>
  (VERDICTS[purpose] ?? VERDICT)[outcome];

/**
 * Who a body is, relative to the subject.
 *   operator    the organisation that applies
 *   department  the science department of the subject's territory at `level`
 *   alliance    the alliance of the subject's territory at `level`
 *   chosen      one organisation that the applicant names, among the kinds listed
 *   named       the organisation of that name, in or above the pack's territory
 *   experts     the experts assigned to the case
 */
export const bodySchema = z.strictObject({
  name: z.string(),
  is: z.enum(['operator', 'department', 'alliance', 'chosen', 'named', 'experts']),
  /** named: as it is registered. */
  organisation: z.string().optional(),
  level: z.enum(['nation', 'province', 'city', 'district', 'zone']).optional(),
  among: z
    .array(
      z.strictObject({
        kind: z.enum(['department', 'zoneCommittee', 'university', 'institute', 'agency', 'enterprise']),
        level: z.enum(['nation', 'province', 'city', 'district', 'zone']).optional(),
      }),
    )
    .optional(),
});

export const endSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  publicName: z.string(),
  /** `granted`: the applicant got it. `imposed`, `dropped`: how what was opened against a party ended. */
  result: z.enum(['granted', 'refused', 'withdrawn', 'lapsed', 'imposed', 'dropped']),
});

export const outcomeSchema = z.strictObject({
  /** A step id or an end id. */
  to: z.string(),
  effects: z.array(z.string()).default([]),
  papers: z.array(z.string()).default([]),
});

export const stepSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(Object.keys(STEP_KINDS) as [StepKind, ...StepKind[]]),
  title: z.string(),
  /** What the public and the applicant read while a case stands here. */
  publicName: z.string(),
  /** What comes next, in one sentence for the applicant. */
  next: z.string(),
  cites: z.string(),
  /** A body id of this pack. */
  actor: z.string(),
  /** Whether the step's tasks need one signature, all of several (会签) or any of several (或签). */
  signing: z.enum(['one', 'all', 'any']).default('one'),
  due: z
    .strictObject({
      workingDays: z.number().int().positive(),
      cites: z.string().optional(),
      note: z.string().optional(),
    })
    .optional(),
  /** One supplement request (一次性补正): the clock stops until it is answered; unanswered, the case goes to `lapsesTo`. */
  supplement: z
    .strictObject({
      workingDays: z.number().int().positive(),
      times: z.number().int().positive().default(1),
      lapsesTo: z.string(),
      cites: z.string().optional(),
      note: z.string().optional(),
    })
    .optional(),
  /** expertReview: how many experts, and whether they score or give an opinion. */
  experts: z
    .strictObject({
      each: z.number().int().positive(),
      gives: z.enum(['score', 'opinion', 'both']),
      maxScore: z.number().positive().default(100),
      aggregate: z.enum(['mean', 'dropExtremes']).default('mean'),
      /**
       * 二次审视: a score further from the panel's median than this share of full marks goes back to its
       * expert once, before the step ends. Absent: none does by itself.
       */
      secondLook: z
        .strictObject({
          beyond: z.number().positive().max(1),
          cites: z.string().optional(),
          note: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
  /** publicNotice: how many working days, its first day counted. */
  notice: z
    .strictObject({
      workingDays: z.number().int().positive(),
      cites: z.string().optional(),
      note: z.string().optional(),
    })
    .optional(),
  outcomes: z.record(z.string(), outcomeSchema),
});

export const formFieldSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  /** `contact`: names and phones, kept sealed and shown masked. */
  kind: z.enum(['text', 'longText', 'contact', 'number', 'date', 'choice', 'file', 'commitment', 'recommender']),
  options: z.array(z.strictObject({ code: z.string(), zh: z.string() })).optional(),
  required: z.boolean().default(true),
  help: z.string().optional(),
  cites: z.string().optional(),
  /** entitlement: the fact of the team that the answer begins as. */
  prefill: z.string().optional(),
});

/** How often one may have it. */
export const ENTITLEMENT_TIMES = {
  once: { zh: '只能享受一次', en: 'Once only' },
  yearly: { zh: '每年一次', en: 'Once a year' },
  each: { zh: '可以多次享受', en: 'Any number of times' },
} as const;

export const procedureSchema = z.strictObject({
  id: z.string(),
  /** What the case is for: chosen by the door through which it is opened. */
  purpose: z.enum(PURPOSE_CODES),
  title: z.string(),
  cites: z.string(),
  /** `round`: only while a call is open; `rolling`: any day. */
  intake: z.enum(['round', 'rolling']),
  /** change: which fields of the carrier may only change through this procedure, and how late is late. */
  covers: z
    .strictObject({
      fields: z.array(z.enum(['floorArea', 'operator', 'direction', 'goals'])),
      reportWithinWorkingDays: z.number().int().positive().optional(),
      /** Who set the number of days where the document does not. */
      note: z.string().optional(),
    })
    .optional(),
  /** appeal: within how many working days after the decision. */
  within: z
    .strictObject({
      workingDays: z.number().int().positive(),
      cites: z.string().optional(),
      note: z.string().optional(),
    })
    .optional(),
  /**
   * evaluation: the scheme of this pack it scores by, who must take part (`designated`: whoever holds its designation on
   * the round's day; `registered`: every carrier of its kinds), and the end of one that handed nothing in.
   */
  evaluates: z
    .strictObject({
      scheme: z.string(),
      members: z.enum(['designated', 'registered']).default('designated'),
      absentTo: z.string(),
    })
    .optional(),
  /**
   * What is recognised by this procedure, for how long, and what the certificate is called: a mentor, or what a
   * recognition grants in place of the pack's designation.
   */
  recognises: z
    .strictObject({
      name: z.string(),
      certificate: z.strictObject({
        title: z.string(),
        number: z.string().regex(/\{serial(:\d)?\}/, 'a certificate number holds {serial} or {serial:<digits>}'),
      }),
      /** null: without an end. */
      validMonths: z.number().int().positive().nullable(),
      cites: z.string().optional(),
      note: z.string().optional(),
    })
    .optional(),
  /** The kinds of carrier it is for; absent: all of the pack. */
  carrierKinds: z.array(z.string()).optional(),
  /** The set of conditions it is judged by; absent: the requirements of the pack. */
  conditions: z.string().optional(),
  /** entitlement: what is applied for, how often one may have it, and the amount of this pack that the decision sets. */
  entitles: z
    .strictObject({
      says: z.string(),
      times: z.enum(
        Object.keys(ENTITLEMENT_TIMES) as [keyof typeof ENTITLEMENT_TIMES, ...(keyof typeof ENTITLEMENT_TIMES)[]],
      ),
      amount: z.string().optional(),
      cites: z.string().optional(),
      note: z.string().optional(),
    })
    .optional(),
  form: z.array(formFieldSchema).default([]),
  start: z.string(),
  steps: z.array(stepSchema).min(1),
  ends: z.array(endSchema).min(1),
});

export type Body = z.infer<typeof bodySchema>;
export type Procedure = z.infer<typeof procedureSchema>;
export type Step = z.infer<typeof stepSchema>;
export type End = z.infer<typeof endSchema>;
export type FormField = z.infer<typeof formFieldSchema>;
