import { Button } from 'antd';
import { useState } from 'react';
import {
  EARLY_EXITS,
  noticeWords,
  placeWords,
  RESIDENCY_STATES,
} from '../../../src/records/residencies/residency.contract.ts';
import { CHARGES } from '../../../src/records/statements/statement.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoment, showMoney } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { FilePicker } from '../../ui/file-picker.tsx';
import { Card, Pairs, Tag } from '../../ui/page.tsx';
import { uploadEvidence } from '../records/record-dialog.tsx';
import { carrierOwner } from '../records/records.ts';
import { ResidencyDialog } from './residency-dialog.tsx';
import { ResidencyEditions } from './residency-editions.tsx';
import { type Content, includedWords, type Residency, useTenancyDeed } from './tenancies.ts';

const TONES = {
  draft: 'note',
  offered: 'warn',
  teamSigned: 'warn',
  signed: 'accent',
  inForce: 'ok',
  void: 'plain',
  lapsed: 'plain',
} as const;

/** What is agreed, who has signed, and the next step of it. */
export function ResidencyCard({ carrierId, residency }: { carrierId: string; residency: Residency }) {
  const deed = useTenancyDeed();
  const may = useMay();
  const [revising, setRevising] = useState(false);
  const { id, version, state, content } = residency;
  const path = `/api/carriers/${carrierId}/residencies/${id}`;
  const step = (name: string, body: object = {}) => deed(api.post(`${path}/${name}`, { version, ...body }));
  const isOpen = state === 'draft' || state === 'offered';
  return (
    <Card
      id={`residency-${id}`}
      title={
        <>
          入驻协议 {residency.number} <Tag tone={TONES[state]}>{RESIDENCY_STATES[state].zh}</Tag>
        </>
      }
      actions={
        <>
          <Button href={`${path}/paper?format=word`}>Word</Button>
          <Button href={`${path}/paper?format=pdf`}>PDF</Button>
        </>
      }
    >
      <div className="stack">
        <Terms content={content} />
        <Pairs
          of={[
            ['稿次', `第${residency.edition}稿`],
            ['校验码', <code key="hash">{residency.hash.slice(0, 16)}…</code>],
            [
              '团队签署',
              residency.teamSignedAt ? `${residency.teamSignedBy}，${showMoment(residency.teamSignedAt)}` : '未签',
            ],
            [
              '运营机构签署',
              residency.signedAt ? `${residency.signedByName}，${showMoment(residency.signedAt)}` : '未签',
            ],
            [
              '签字盖章扫描件',
              residency.scanFileId ? (
                <span key="scan">
                  <a href={`/api/files/${residency.scanFileId}`}>下载</a>{' '}
                  <code>{residency.scanSha256?.slice(0, 16)}…</code>
                </span>
              ) : (
                '未上传'
              ),
            ],
          ]}
        />
        <div className="row">
          {isOpen && <Button onClick={() => setRevising(true)}>修改协议</Button>}
          {state === 'draft' && (
            <Confirm
              face="交团队签署"
              title="交团队签署"
              says="负责人凭回执号和手机号，或登录工作台，阅读并签署这一稿。"
              act={() => step('offer')}
              primary
            />
          )}
          {state === 'teamSigned' && may('tenancy.sign') && (
            <Confirm
              face="运营机构签署"
              title="签署协议"
              says="签署后双方的文本不再修改。"
              act={() => step('sign')}
              primary
            />
          )}
          {(state === 'signed' || state === 'inForce') && !residency.scanFileId && (
            <FilePicker
              upload={async (files) => {
                const sealed = await uploadEvidence(carrierOwner(carrierId), files);
                if (sealed[0]) await step('scan', { fileId: sealed[0].id });
                return sealed;
              }}
            />
          )}
          {(isOpen || state === 'teamSigned' || state === 'signed') && (
            <Confirm face="作废协议" title="作废协议" says="作废后可以重新拟写。" act={() => step('cancel')} danger />
          )}
        </div>
        <ResidencyEditions path={path} edition={residency.edition} />
        {revising && (
          <ResidencyDialog
            title={`修改协议 · ${residency.number}`}
            initial={content as Content}
            send={(changed) => deed(api.put(path, { version, content: changed }))}
            onClose={() => setRevising(false)}
          />
        )}
      </div>
    </Card>
  );
}

export function Terms({ content }: { content: Residency['content'] }) {
  const prices = Object.values(CHARGES).flatMap(({ zh, field }) => {
    const price = content[field];
    return price ? [`${zh}${showMoney(price)}/月`] : [];
  });
  return (
    <Pairs
      of={[
        [
          '期限',
          `自${showDay(content.startsOn)}起${content.endsOn ? `至${showDay(content.endsOn)}` : '，至提出退出时止'}`,
        ],
        ['工位', placeWords(content)],
        ['免费', content.freeMonths > 0 ? `${content.freeMonths}个月，含${includedWords(content.includes)}` : '无'],
        ['费用', prices.join('，') || '不收费'],
        ['押金', showMoney(content.depositFen)],
        ['退出通知', `${noticeWords(content)}；${EARLY_EXITS[content.earlyExit].zh}`],
        ...(content.clauses ? ([['其他约定', content.clauses]] as const) : []),
      ]}
    />
  );
}
