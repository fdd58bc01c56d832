import { viewOf } from '../../facts/fact.routes.ts';
import { TEAM_FACT_KEYS, teamFactSheet, valuesOf } from '../../facts/fact-sheet.ts';
import type { Day } from '../../kernel/day.ts';
import type { Tx } from '../../platform/db/database.ts';
import { accountOf } from '../../policy/account.ts';
import { conditionPack, explain, verdict } from '../../policy/evaluate.ts';
import type { ConditionSet, Pack } from '../../policy/pack.ts';
import { findTeam } from '../../records/teams/team.store.ts';
import { packsInForce } from '../packs/pack.actions.ts';
import { carrierStanding } from '../standings/standing.store.ts';

/** Sets of conditions that ask for nothing but facts about a team. */
function teamConditions(pack: Pack, wanted: (set: ConditionSet) => boolean) {
  const keys = new Set<string>(TEAM_FACT_KEYS);
  return pack.conditions.filter(wanted).flatMap((set) => {
    const asked = [...new Set(JSON.stringify(set.requirements).match(/(?:space|operator|team|incubator)\.[A-Za-z]+/g))];
    return asked.length > 0 && asked.every((key) => keys.has(key)) ? [{ ...set, asked }] : [];
  });
}

const NATION = '100000';

/** Sets of conditions about teams, of the documents over the place where the team stays, judged on what the operator confirmed. */
export async function judgeTeam(tx: Tx, teamId: string, on: Day, wanted: (set: ConditionSet) => boolean) {
  const sheet = await teamFactSheet(tx, teamId, on);
  const facts = valuesOf(sheet);
  const team = await findTeam(tx, teamId, on);
  const stay = team?.carrierId ? await carrierStanding(tx, team.carrierId) : undefined;
  const over = stay?.codes ?? [NATION];
  const packs = (await packsInForce(tx, on)).filter(({ pack }) => over.includes(pack.territory.code));
  const rows = packs.flatMap(({ pack, hash }) =>
    teamConditions(pack, wanted).map(({ id, title, gives, rung, asked }) => {
      const findings = explain(conditionPack(pack, id), facts, on);
      return {
        packId: pack.id,
        packHash: hash,
        packTitle: pack.title,
        pack,
        set: id,
        title,
        gives,
        rung,
        verdict: verdict(findings),
        findings: findings.map((finding) => {
          const { requirement, outcome, cites, clause, says, lines } = accountOf(pack, finding, 'zh');
          return { requirement, outcome, cites, clause, says, lines: [...lines] };
        }),
        facts: TEAM_FACT_KEYS.flatMap((key) => (asked.includes(key) && sheet[key] ? [viewOf(key, sheet[key])] : [])),
      };
    }),
  );
  return { sheet, rows };
}
