import { giveJudgement, judgedLeaves } from '../../cases/assessments/assessment.actions.ts';
import { actOnTask } from '../../cases/casefile/casefile.actions.ts';
import { caseById } from '../../cases/casefile/casefile.store.ts';
import type { CaseServices } from '../../cases/casefile/steps.ts';
import { draftDecision, signDecision } from '../../cases/decisions/decision.actions.ts';
import { addEvidence, explainEvidence, saveForm } from '../../cases/forms/form.actions.ts';
import type { Answer } from '../../cases/forms/form.ts';
import { openCase, submitCase } from '../../cases/intake/intake.actions.ts';
import { publishNotice, saveDraft, textOf } from '../../cases/notices/notice.actions.ts';
import { noticeById } from '../../cases/notices/notice.store.ts';
import { packByHash } from '../../cases/packs/pack.actions.ts';
import { confirmPanel, proposePanel } from '../../cases/panels/panel.actions.ts';
import { submitReview } from '../../cases/reviews/review.actions.ts';
import { findReview } from '../../cases/reviews/review.store.ts';
import type { Entry } from '../../cases/reviews/review.ts';
import { proposeList, releaseList, saveLines } from '../../cases/shortlists/shortlist.actions.ts';
import { linesOf } from '../../cases/shortlists/shortlist.store.ts';
import { addPhotos, saveVisit, submitVisit } from '../../cases/siteVisits/siteVisit.actions.ts';
import type { Actor, Role } from '../../kernel/actor.ts';
import type { TravellingClock } from '../../kernel/clock.ts';
import { appendAuditEntry } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { recordAward } from '../plaques/plaque.actions.ts';
import { PHOTO } from './demo.photo.ts';

/** Everything happened at this hour of its day, Asia/Shanghai. */
export const days = (now: Temporal.Instant, back: number) =>
  now
    .toZonedDateTimeISO('Asia/Shanghai')
    .subtract({ days: back })
    .with({ hour: 10, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 })
    .toInstant();

/** The demo's people doing their work, each deed a command of its own: transaction, audit entry and all. */
export class Stage {
  readonly services: CaseServices;
  readonly clock: TravellingClock;
  /** Runs what is due by the travelling clock. */
  readonly runDue: () => Promise<unknown>;
  readonly #actors = new Map<string, Actor>();

  constructor(services: CaseServices, clock: TravellingClock, runDue: () => Promise<unknown>) {
    this.services = services;
    this.clock = clock;
    this.runDue = runDue;
  }

  /** One command in the name of a demo account. */
  async does<T>(account: string, deed: (tx: Tx, actor: Actor) => Promise<T>): Promise<T> {
    const { database } = this.services;
    const actor = this.#actors.get(account) ?? (await database.read((tx) => actorOf(tx, account)));
    this.#actors.set(account, actor);
    return database.transact(async (tx) => {
      const result = await deed(tx, actor);
      await appendAuditEntry(tx, actor, 'demo', this.clock.now().toString());
      return result;
    });
  }

  async go(to: Temporal.Instant): Promise<void> {
    this.clock.set(to);
    await this.runDue();
  }

  open(account: string, carrierId: string, packId: string, procedureId: string, mentorId?: string): Promise<string> {
    return this.does(account, async (tx, actor) => {
      const { id } = await openCase(tx, this.services, actor, { carrierId, packId, procedureId, mentorId });
      return id;
    });
  }

  fill(account: string, caseId: string, answers: Readonly<Record<string, Answer>>): Promise<unknown> {
    return this.does(account, async (tx, actor) => {
      const { form_revision: revision } = await caseById(tx, caseId);
      return saveForm(tx, this.services, actor, caseId, { revision, answers });
    });
  }

  /** @param says what it proves */
  attach(account: string, caseId: string, slot: string, name: string, says = ''): Promise<unknown> {
    return this.does(account, async (tx, actor) => {
      const id = await addEvidence(tx, this.services, actor, caseId, slot, { name, content: bytes(PHOTO) });
      if (says) await explainEvidence(tx, caseId, id, { says, before: '' });
    });
  }

  submit(account: string, caseId: string): Promise<unknown> {
    return this.does(account, async (tx, actor) => {
      const { form_revision: revision } = await caseById(tx, caseId);
      return submitCase(tx, this.services, actor, caseId, revision);
    });
  }

  agree(account: string, caseId: string, opinion: string): Promise<unknown> {
    return this.does(account, async (tx, actor) =>
      actOnTask(tx, this.services, actor, await openTaskOf(tx, caseId, actor), 'agree', { opinion }),
    );
  }

  /** Every question that the pack puts to a person. */
  judge(account: string, caseId: string, reason: string): Promise<unknown> {
    return this.does(account, async (tx, actor) => {
      const { pack_hash } = await caseById(tx, caseId);
      for (const { id: leaf } of judgedLeaves(await packByHash(tx, pack_hash)))
        await giveJudgement(tx, this.services, actor, caseId, { leaf, outcome: 'met', reason });
    });
  }

  assign(account: string, caseId: string): Promise<string[]> {
    return this.does(account, async (tx, actor) => {
      const { chosen } = await proposePanel(tx, this.services, actor, caseId);
      const experts = chosen.map(({ personId }) => personId);
      await confirmPanel(tx, this.services, actor, caseId, experts);
      return experts;
    });
  }

  async review(
    expertIds: readonly string[],
    caseId: string,
    scores: readonly number[],
    opinion: string,
  ): Promise<void> {
    for (const [index, score] of scores.entries()) {
      const recommendation = score >= 70 ? ('recommend' as const) : ('reserve' as const);
      await this.handIn(expertIds[index] ?? '', caseId, { score, items: {}, opinion, recommendation });
    }
  }

  async handIn(expertId: string, caseId: string, entry: Entry): Promise<void> {
    const [expert] = await this.services.database.read((tx) =>
      sqlRows<{ account: string }>(tx, 'select account from person where id::text = $1', [expertId]),
    );
    if (!expert) return;
    await this.does(expert.account, async (tx, actor) => {
      const revision = (await findReview(tx, caseId, actor.personId))?.revision ?? 0;
      await submitReview(tx, this.services, actor, caseId, { revision, sheetVersion: 1 }, entry);
    });
  }

  async visit(
    account: string,
    caseId: string,
    { place, submit, photograph }: { place: string; submit: boolean; photograph: boolean },
  ): Promise<void> {
    const { pack_hash } = await this.services.database.read((tx) => caseById(tx, caseId));
    const pack = await this.services.database.read((tx) => packByHash(tx, pack_hash));
    const record = {
      visitedOn: this.clock.today(),
      place,
      people: [
        { name: '陈省经办', organisation: '湖南省科学技术厅', duty: '组长' },
        { name: '专家甲', organisation: '示例大学', duty: '成员' },
      ],
      findings: pack.requirements.map(({ id }) => ({ requirement: id, outcome: 'met' as const, says: '' })),
      summary: '现场与申报材料一致，公共场地正常开放，团队工位使用情况良好。',
    };
    if (photograph) await this.does(account, (tx, actor) => addPhotos(tx, this.services, actor, caseId, photos()));
    const deed = submit ? submitVisit : saveVisit;
    await this.does(account, (tx, actor) => deed(tx, this.services, actor, caseId, 0, record));
  }

  /** Lists all that wait in the open sitting of the case's round, and signs. */
  async release(officer: string, director: string, caseId: string): Promise<void> {
    const { database } = this.services;
    const list = await database.read(async (tx) => {
      const [row] = await sqlRows<{ id: string; version: number }>(
        tx,
        `select s.id, s.version from shortlist s join shortlist_line l on l.shortlist_id = s.id
         where l.case_id = $1 and s.state = 'draft'`,
        [caseId],
      );
      return row && { ...row, lines: await linesOf(tx, row.id) };
    });
    if (!list) return;
    const lines = list.lines.map((line) => ({ caseId: line.caseId, outcome: 'listed' as const, exception: null }));
    await this.does(officer, (tx, actor) => saveLines(tx, this.services, actor, list.id, list.version, lines));
    await this.does(officer, (tx, actor) => proposeList(tx, this.services, actor, list.id, list.version + 1));
    await this.does(director, (tx, actor) => releaseList(tx, this.services, actor, list.id, list.version + 2));
  }

  /** Puts the draft that the case stands in up; returns the notice. */
  publish(account: string, caseId: string, phones: readonly { office: string; phone: string }[]): Promise<string> {
    return this.does(account, async (tx, actor) => {
      const [row] = await sqlRows<{ id: string }>(
        tx,
        `select n.id from notice n join notice_case c on c.notice_id = n.id where c.case_id = $1 and n.state = 'draft'`,
        [caseId],
      );
      if (!row) throw new Error(`case ${caseId} stands in no draft of a notice`);
      const notice = await noticeById(tx, row.id);
      const text = { ...textOf(notice), phones };
      await saveDraft(tx, this.services, row.id, notice.version, text, this.clock.today());
      await publishNotice(tx, this.services, actor, row.id, notice.version + 1);
      return row.id;
    });
  }

  async decide(
    officer: string,
    director: string,
    caseId: string,
    reasons: string,
    outcome: 'granted' | 'refused' = 'granted',
  ): Promise<void> {
    const draft = { version: 0, outcome, reasons };
    await this.does(officer, (tx, actor) => draftDecision(tx, this.services, actor, caseId, draft));
    await this.does(director, (tx, actor) => signDecision(tx, this.services, actor, caseId, 1));
  }

  award(account: string, caseId: string, receivedBy: string): Promise<unknown> {
    const award = { awardedOn: this.clock.today(), awardedBy: '周省签发', receivedBy, place: '示例高新区' };
    return this.does(account, (tx, actor) => recordAward(tx, this.services, actor, caseId, award));
  }

  async stepOf(caseId: string): Promise<string | null> {
    return (await this.services.database.read((tx) => caseById(tx, caseId))).step;
  }
}

async function* photos() {
  yield { filename: '公共办公区.png', file: bytes(PHOTO) };
}
async function* bytes(content: Uint8Array) {
  yield content;
}

async function openTaskOf(tx: Tx, caseId: string, actor: Actor): Promise<string> {
  const [row] = await sqlRows<{ id: string }>(
    tx,
    `select id from task where case_id = $1 and state = 'open' and organisation_id = $2 and kind = 'main' order by created_at limit 1`,
    [caseId, actor.organisationId],
  );
  if (!row) throw new Error(`${actor.name} has no task in ${caseId}`);
  return row.id;
}

/** The account as it acts for its first organisation. */
async function actorOf(tx: Tx, account: string): Promise<Actor> {
  const [row] = await sqlRows<{
    personId: string;
    name: string;
    organisationId: string;
    organisationName: string;
    territoryPath: string;
    roles: Role[];
  }>(
    tx,
    `select p.id as "personId", p.name, o.id as "organisationId", o.name as "organisationName", t.path as "territoryPath",
       array_agg(distinct m.role) as roles
     from person p join membership m on m.person_id = p.id join organisation o on o.id = m.organisation_id
     join territory t on t.id = o.territory_id where p.account = $1 and p.is_demo
     group by p.id, o.id, t.path order by o.id limit 1`,
    [account],
  );
  if (!row) throw new Error(`no demo account ${account}`);
  return { ...row, isSystem: false, address: null, requestId: null };
}
