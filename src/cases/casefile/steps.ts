import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import type { EffectName } from '../../kernel/effect.ts';
import type { PaperName } from '../../kernel/paper.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Block } from '../../platform/documents/document.ts';
import type { Services } from '../../platform/services.ts';
import type { Pack } from '../../policy/pack.ts';
import type { Procedure, Purpose, Step, StepKind } from '../../policy/procedure.ts';
import type { CaseRow } from './casefile.store.ts';

/** What a step, an effect or a paper is told of the case, as saved. */
export interface CaseContext {
  readonly services: CaseServices;
  /** Who caused it. */
  readonly actor: Actor;
  readonly file: CaseRow;
  readonly pack: Pack;
  readonly procedure: Procedure;
  readonly now: string;
  readonly today: Day;
}

export interface StepContext extends CaseContext {
  readonly step: Step;
  readonly pass: number;
  /** The organisation that acts at this step; null where the actor is `experts`. */
  readonly bodyId: string | null;
}

/**
 * A step kind that has a feature of its own. `enter` must leave at least one open task (`openTask`) or timer
 * (`setTimer`) behind; the interpreter ends both when the case leaves the step by whatever way.
 */
export interface StepHandler {
  enter(tx: Tx, context: StepContext): Promise<void>;
  /** For rows of the feature's own; called by whatever way the case leaves. */
  leave?(tx: Tx, context: StepContext): Promise<void>;
}
/** `form` and `review` belong to the interpreter. */
export type HandledStep = Exclude<StepKind, 'form' | 'review'>;
export type StepHandlers = Readonly<Record<HandledStep, StepHandler>>;

/** The step whose outcome named the effect or the paper. */
export interface OutcomeContext extends CaseContext {
  readonly step: Step;
  readonly pass: number;
  readonly outcome: string;
  /** What was signed, where that is not the case's own decision. */
  readonly signed?: Signed;
  /** What a consequence of an evaluation orders besides the effect itself. */
  readonly ordered?: Ordered;
}
export interface Ordered {
  /** Of the consequence in the pack. */
  readonly id: string;
  readonly cites: string;
  readonly says: string;
  /** The rounds that were counted, in words. */
  readonly counted: string;
  readonly amount: {
    /** null: still to be set. */
    readonly fen: number | null;
    /** Adds up to the amount; empty where the document leaves them open. */
    readonly shares: readonly { readonly who: string; readonly fen: number }[];
    readonly categories: readonly string[];
  } | null;
  /** What is left after a downgrade, or what it is recommended for. */
  readonly level: string | null;
  readonly addressee: string | null;
}
/** The document that effects cite. */
export interface Signed {
  readonly number: string;
  readonly reasons: string;
  readonly cites: string | null;
  /** What must be put right. */
  readonly findings?: readonly { readonly cites: string; readonly says: string; readonly must: string }[];
}
export type EffectHandler = (tx: Tx, context: OutcomeContext) => Promise<void>;
export type EffectHandlers = Readonly<Record<EffectName, EffectHandler>>;

export interface WrittenPaper {
  readonly name: string;
  readonly mediaType: string;
  readonly body: Buffer;
  /** Stands on the paper, where it can be verified. */
  readonly contentHash?: string;
}
/** Writes a paper, in each form it is kept in (Word, PDF). */
export type PaperWriter = (tx: Tx, context: OutcomeContext) => Promise<readonly WrittenPaper[]>;
export type PaperWriters = Readonly<Record<PaperName, PaperWriter>>;

/** What a decision is about, by purpose, where that is more than the requirements of the pack. */
export interface Matter {
  /** Sealed with the decision: what it rests on and what it orders. */
  of(tx: Tx, file: CaseRow): Promise<unknown>;
  suggest(tx: Tx, context: CaseContext): Promise<{ outcome: 'granted' | 'refused'; reasons: string }>;
  /** The suggestion stands as a draft as soon as the case comes to the decision. */
  readonly drafts?: boolean;
  /** Refuses what is handed in too late. */
  mayHandIn?(tx: Tx, context: CaseContext): Promise<void>;
  /** Refuses who may not sign it. */
  maySign?(tx: Tx, file: CaseRow, actor: Actor): Promise<void>;
  /** The money that a decision to grant sets; null: none. */
  amount?(tx: Tx, context: CaseContext): Promise<MatterAmount | null>;
  /** What the decision letter says, paragraph by paragraph. */
  letter(tx: Tx, context: CaseContext, outcome: 'granted' | 'refused'): Promise<readonly string[]>;
  /** What it counted, each with its clause, as a table of the letter. */
  counted?(tx: Tx, context: CaseContext): Promise<Block>;
}

export interface MatterAmount {
  readonly label: string;
  /** As the document computes it; null: a person sets it within the limits. */
  readonly fen: number | null;
  readonly from: number;
  readonly to: number;
}

/** An entry of the credit file that stands today. */
export interface CreditFlag {
  readonly kindLabel: string;
  readonly cites: string;
  readonly says: string;
  readonly number: string;
  readonly onDay: Day;
  readonly isPublic: boolean;
  readonly publicUntil: Day | null;
}

/** One thing that a signed decision put into force, with its days. */
export interface Followed {
  readonly says: string;
  readonly cites: string;
  readonly from: Day;
  /** The day, or what ends it, in words. */
  readonly ends: string;
}

/** An entitlement that was granted to a team. */
export interface Granted {
  readonly packId: string;
  readonly procedureId: string;
  /** What may be had once in it. */
  readonly term: string;
  readonly number: string;
  readonly grantedOn: Day;
  readonly grantedBy: string;
  readonly amountFen: number | null;
  readonly caseId: string;
}

/** What cases ask of the register, which lies downstream. */
export interface RegisterQueries {
  /** The designation that the carrier holds under the pack on a day. */
  designationInForce(
    tx: Tx,
    carrierId: string,
    packId: string,
    on: Day,
  ): Promise<{ number: string; name: string } | null>;
  /** 限期不予受理: until when, and by which clause. */
  barOf(tx: Tx, applicantId: string, packId: string, on: Day): Promise<{ until: Day | null; cites: string } | null>;
  /** The mentor is recognised under the pack, without an end or for more than a renewal takes. */
  recognisedForGood(tx: Tx, mentorId: string, packId: string, on: Day): Promise<boolean>;
  /** What a team was granted as entitlements, the newest first. */
  entitlementsGranted(tx: Tx, teamId: string): Promise<readonly Granted[]>;
  /** What stands against an organisation in its credit file. */
  creditOf(tx: Tx, organisationId: string, on: Day): Promise<readonly CreditFlag[]>;
  /** What the decision signed in a case put into force. */
  followedFrom(tx: Tx, caseId: string): Promise<readonly Followed[]>;
}

/** The services of the process, and what cases are given from downstream; made once in main. */
export interface CaseServices extends Services {
  readonly steps: StepHandlers;
  readonly effects: EffectHandlers;
  readonly papers: PaperWriters;
  readonly register: RegisterQueries;
  readonly matters: Readonly<Partial<Record<Purpose, Matter>>>;
}
