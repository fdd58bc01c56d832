import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { FindingView } from '../../../src/cases/dossier/dossier.contract.ts';
import { FACTS, type FactKey } from '../../../src/facts/vocabulary.ts';
import type { FactDefinition } from '../../../src/kernel/fact.ts';
import { OUTCOMES, type OutcomeName } from '../../../src/policy/finding.ts';
import { showDay, showMeasure } from '../../lib/format.ts';
import { useSay } from '../../lib/words.ts';
import { Tag, type Tone } from '../../ui/page.tsx';
import { Provenance } from '../records/provenance.tsx';
import './findings.css';
import { Label } from '../../ui/label.tsx';

const TONES: Readonly<Record<OutcomeName, Tone>> = { met: 'ok', unmet: 'bad', unknown: 'warn', notApplicable: 'plain' };
const SIGNS: Readonly<Record<OutcomeName, string>> = { met: '✓', unmet: '✗', unknown: '?', notApplicable: '–' };
const KINDS = { must: null, should: '原则上', prefer: '同等条件下优先', veto: '一票否决' } as const;

export function OutcomeTag({ outcome, count }: { outcome: OutcomeName; count?: number }) {
  const say = useSay();
  return (
    <Tag tone={TONES[outcome]}>
      <span aria-hidden="true">{SIGNS[outcome]}</span>
      <Label of={OUTCOMES[outcome]} />
      {count !== undefined && say(` ${count}项`, ` ${count}`)}
    </Tag>
  );
}

/** How many requirements are met, unmet and unknown: never one number. */
export function FindingCounts({ findings }: { findings: readonly { outcome: OutcomeName }[] }) {
  const count = (outcome: OutcomeName) => findings.filter((finding) => finding.outcome === outcome).length;
  return (
    <ul className="plain row" aria-label="判定汇总">
      {(Object.keys(OUTCOMES) as OutcomeName[])
        .filter((outcome) => count(outcome) > 0)
        .map((outcome) => (
          <li key={outcome}>
            <OutcomeTag outcome={outcome} count={count(outcome)} />
          </li>
        ))}
    </ul>
  );
}

interface FindingListProps {
  findings: readonly FindingView[];
  /** Whose records a value opens to; null: the reader may not see them. */
  carrierId: string | null;
  /** What stands below a requirement: evidence slots, a judgement to give. */
  below?: (finding: FindingView) => ReactNode;
}

/** Requirement by requirement: clause, outcome, actual, threshold, distance, and where each value comes from. */
export function FindingList({ findings, carrierId, below }: FindingListProps) {
  return (
    <ol className="findings">
      {findings.map((finding) => (
        <li
          key={finding.requirement}
          id={`requirement-${finding.requirement}`}
          className={`finding finding-${finding.outcome}`}
        >
          <div className="finding-head">
            <h3>{finding.says}</h3>
            <span className="row">
              {KINDS[finding.kind] && <Tag>{KINDS[finding.kind]}</Tag>}
              <OutcomeTag outcome={finding.outcome} />
            </span>
          </div>
          <Clause cites={finding.cites} text={finding.clause} />
          <Lines finding={finding} />
          {finding.facts.length > 0 && <Facts finding={finding} carrierId={carrierId} />}
          {below?.(finding)}
        </li>
      ))}
    </ol>
  );
}

/** The first line repeats the requirement; what the numbers say stands after its dash. */
function Lines({ finding }: { finding: FindingView }) {
  const [first, ...inner] = finding.lines;
  const detail = first?.text.split('——').slice(1).join('——') ?? '';
  const told = detail.replace(/^[^:：]*[:：]/, '');
  return (
    <>
      {told && told !== OUTCOMES[finding.outcome].zh && <p>{told}</p>}
      {inner.length > 0 && (
        <ul className="parts">
          {inner.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one finding, told in order
            <li key={index} style={{ marginLeft: `${(line.depth - 1) * 1.25}rem` }}>
              <span aria-hidden="true" className={`sign sign-${line.outcome}`}>
                {SIGNS[line.outcome]}
              </span>{' '}
              {line.text}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function Clause({ cites, text }: { cites: string; text: string | null | undefined }) {
  const [open, setOpen] = useState(false);
  const say = useSay();
  const ground = say('依据', 'Ground');
  if (!text)
    return (
      <p className="clause soft small">
        {ground} {cites}
      </p>
    );
  return (
    <div className="clause small">
      <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {ground} {cites}
      </button>
      {open && <blockquote>{text}</blockquote>}
    </div>
  );
}

const definition = (key: string): FactDefinition | undefined => FACTS[key as FactKey];

/** A value as people read it: codes of closed lists in words. */
export function showFact(key: string, value: unknown, unit: string | null): string {
  const options = definition(key)?.options;
  const words = (code: unknown) => options?.find((option) => option.code === code)?.zh ?? String(code);
  if (Array.isArray(value)) return value.length > 0 ? value.map(words).join('、') : '无';
  if (typeof value === 'string' && options) return words(value);
  return showMeasure(value, unit ?? (definition(key)?.type === 'ratio' ? '1' : null));
}

function Facts({ finding, carrierId }: { finding: FindingView; carrierId: string | null }) {
  return (
    <ul className="facts plain small">
      {finding.facts.map((fact) => (
        <li key={fact.key}>
          <span className="soft">{fact.label}</span> <strong>{showFact(fact.key, fact.value, fact.unit)}</strong>
          {fact.obtained === 'derived' && !fact.complete && fact.value !== null && (
            <span className="soft">（至少；登记未声明完整）</span>
          )}
          {fact.obtained === 'unknown' && carrierId && (
            <>
              {' '}
              <Link to={`/spaces/${carrierId}/records` as string}>去登记</Link>
            </>
          )}
          {fact.stale && <span className="soft">（单位申报只到{showDay(fact.stale.until)}）</span>}
          {fact.differs && <Tag tone="warn">填报为{showFact(fact.key, fact.declared, fact.unit)}，与记录不一致</Tag>}
          {fact.provenance.length > 0 && (
            <Provenance of={fact.provenance} declared={fact.obtained === 'declared'} carrierId={carrierId} />
          )}
        </li>
      ))}
    </ul>
  );
}
