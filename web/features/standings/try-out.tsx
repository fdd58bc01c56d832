import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import type { packTextView } from '../../../src/cases/packs/pack.contract.ts';
import { FACTS, type FactKey } from '../../../src/facts/vocabulary.ts';
import { EFFECTS } from '../../../src/kernel/effect.ts';
import type { FactValue } from '../../../src/kernel/fact.ts';
import { PAPERS } from '../../../src/kernel/paper.ts';
import { OUTCOMES } from '../../../src/policy/finding.ts';
import { api } from '../../lib/api.ts';
import { useLabel, useSay } from '../../lib/words.ts';
import { NumberInput } from '../../ui/inputs.tsx';
import { Loading, Tag } from '../../ui/page.tsx';
import { OutcomeTag } from '../cases/findings.tsx';
import type { StandingView } from './standings.ts';

/** 试一试: the same rules in the browser, on figures one changes. Nothing is sent and nothing is kept. */
export function TryOut({ standing }: { standing: StandingView }) {
  const [isOpen, setOpen] = useState(false);
  const say = useSay();
  return (
    <details className="try-out no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('试一试：改动数值，看结论怎样变', 'Try other figures and see the verdict change')}</summary>
      {isOpen && <Trial standing={standing} />}
    </details>
  );
}

function Trial({ standing }: { standing: StandingView }) {
  const say = useSay();
  const label = useLabel();
  const { data } = useQuery({
    queryKey: ['pack', standing.packHash, 'rules', standing.procedureId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const [{ files }, { loadPack }, { evaluate, procedurePack, verdict }] = await Promise.all([
        api.get<z.output<typeof packTextView>>(`/api/packs/${standing.packHash}/text`),
        import('../../../src/policy/load.ts'),
        import('../../../src/policy/evaluate.ts'),
      ]);
      const { pack } = loadPack(files, { facts: FACTS, effects: EFFECTS, papers: PAPERS });
      if (!pack) throw new Error(`pack ${standing.packHash} does not load`);
      const procedure = pack.procedures.find(({ id }) => id === standing.procedureId);
      return { pack: procedure ? procedurePack(pack, procedure) : pack, evaluate, verdict };
    },
  });
  const [changed, setChanged] = useState<Readonly<Record<string, FactValue | undefined>>>({});
  const [round, setRound] = useState(0);
  const findings = useMemo(
    () => data?.evaluate(data.pack, { ...standing.facts, ...changed }, standing.on) ?? [],
    [data, standing, changed],
  );
  if (!data) return <Loading />;
  const numbers = Object.keys(data.pack.factLabels).filter((key) => isNumber(key));
  const outcome = data.verdict(findings);
  const before = new Map(standing.accounts.map((account) => [account.requirement, account.outcome]));
  const moved = findings.filter((finding) => before.get(finding.requirement) !== finding.outcome);
  return (
    <div className="stack">
      <p className="soft small">
        {say(
          '在浏览器里按同一套规则计算，不提交、不保存。',
          'Computed in the browser by the same rules; nothing is sent or kept.',
        )}
      </p>
      <div className="try-fields">
        {numbers.map((key) => (
          <div key={key}>
            <label htmlFor={`try-${key}`}>
              {label(data.pack.factLabels[key])}
              <span className="soft small">（{unitOf(key)}）</span>
            </label>
            <NumberInput
              id={`try-${key}`}
              key={`${round} ${key}`}
              value={shown(key, standing.facts[key])}
              onChange={(value) => setChanged((now) => ({ ...now, [key]: entered(key, value) }))}
            />
          </div>
        ))}
      </div>
      <div role="status" className="stack">
        <p className="row">
          {say('改动后的总结论', 'The verdict then')} <OutcomeTag outcome={outcome} />
          {Object.keys(changed).length > 0 && (
            <button
              type="button"
              className="link-button"
              onClick={() => {
                setChanged({});
                setRound(round + 1);
              }}
            >
              {say('恢复现状', 'Back to what is')}
            </button>
          )}
        </p>
        <ul className="plain">
          {moved.map(({ requirement, says, outcome: now }) => (
            <li key={requirement} className="row">
              {says}：<Tag>{label(OUTCOMES[before.get(requirement) ?? 'unknown'])}</Tag>→ <OutcomeTag outcome={now} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

const definition = (key: string) => FACTS[key as FactKey];
const isNumber = (key: string) => ['count', 'area', 'ratio', 'money', 'months'].includes(definition(key)?.type ?? '');
const unitOf = (key: string) => {
  const fact = definition(key);
  if (fact.type === 'money') return '万元';
  if (fact.type === 'ratio') return '%';
  return 'unit' in fact ? fact.unit : '';
};
/** Money is fen and shown in 万元; a ratio is shown in per cent. */
const scaleOf = (key: string) => ({ money: 1_000_000, ratio: 0.01 })[definition(key).type as 'money' | 'ratio'] ?? 1;
const shown = (key: string, value: FactValue | undefined) =>
  typeof value === 'number' ? Number((value / scaleOf(key)).toPrecision(12)) : null;
/** What is no number is not known. */
function entered(key: string, given: unknown): FactValue | undefined {
  if (typeof given !== 'number' || !Number.isFinite(given)) return undefined;
  const value = given * scaleOf(key);
  const { type } = definition(key);
  return type === 'money' || type === 'count' ? Math.round(value) : Number(value.toPrecision(12));
}
