import { Button } from 'antd';
import { claimOf, refundOf } from '../../../src/records/settlements/settlement.contract.ts';
import { PAYMENT_KINDS } from '../../../src/records/statements/statement.contract.ts';
import { showDay, showMoney } from '../../lib/format.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Card, Pairs } from '../../ui/page.tsx';
import type { Tenancy } from './tenancies.ts';

interface Props {
  row: Tenancy;
  /** Of the carrier or of the team: where the paper is downloaded. */
  path: string;
  again?: () => Promise<unknown>;
}

/** What the stay came to: what stood there, what was set off in which order, what is to be given back or paid. */
export function SettlementsCard({ row, path, again }: Props) {
  const isOpen = row.owedFen > 0 && row.creditFen + row.depositFen > 0;
  return row.settlements.map((one, n) => (
    <Card
      key={one.id}
      id={`settlement-${one.id}`}
      title={`退出结算 ${one.number}`}
      actions={
        <>
          <Button href={`${path}/settlements/${one.id}/paper?format=word`}>Word</Button>
          <Button href={`${path}/settlements/${one.id}/paper?format=pdf`}>PDF</Button>
        </>
      }
    >
      <div className="stack">
        <Pairs
          of={[
            ['结算日', showDay(one.settledOn)],
            ['未付账单', showMoney(one.owedFen)],
            ['多收和预存', showMoney(one.creditFen)],
            ['押金', showMoney(one.depositFen)],
            ['抵扣', showMoney(one.creditUsedFen + one.depositUsedFen)],
            ['应退团队', showMoney(refundOf(one))],
            ['团队尚应付', showMoney(claimOf(one))],
          ]}
        />
        {one.steps.length > 0 && (
          <ol className="small">
            {one.steps.map((step) => (
              <li key={`${step.kind}${step.statementNumber}`}>
                {PAYMENT_KINDS[step.kind].zh} {step.statementNumber} {showMoney(step.amountFen)}
              </li>
            ))}
          </ol>
        )}
        {n === 0 && again && isOpen && (
          <div className="row">
            <Confirm
              face="再次结算"
              title="再次结算"
              says="退出以后的更正：以多收和预存、再以押金抵未付账单。"
              act={again}
            />
          </div>
        )}
      </div>
    </Card>
  ));
}
