import { Button } from 'antd';
import { useState } from 'react';
import { SIGNALS, THRESHOLD_SOURCES } from '../../../src/cases/health/health.contract.ts';
import { useLook } from '../../lib/look.ts';
import { useLabel, useWords } from '../../lib/words.ts';
import { Form } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { NumberInput } from '../../ui/inputs.tsx';
import { Label } from '../../ui/label.tsx';
import { Card } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

type Signal = keyof typeof SIGNALS;
export interface ThresholdRow {
  signal: Signal;
  value: number;
  from: keyof typeof THRESHOLD_SOURCES;
}

/** From which value on each sign warns, who says so, and how it is counted. */
export function Thresholds({
  rows,
  says,
  own,
  send,
}: {
  rows: readonly ThresholdRow[];
  says: string;
  /** What the reader may set itself: its own value where there is one. */
  own: ((signal: Signal) => number | null) | null;
  send: (signal: Signal, value: number | null) => Promise<unknown>;
}) {
  const t = useWords();
  const label = useLabel();
  const isEnglish = useLook().language === 'en';
  const [setting, setSetting] = useState<Signal | null>(null);
  return (
    <Card title={t('预警值')} id="thresholds">
      <p className="soft small">{says}</p>
      <Table
        caption={t('预警值')}
        rows={rows}
        rowKey={({ signal }) => signal}
        empty={null}
        columns={[
          { title: '预警', cell: ({ signal }) => <Label of={SIGNALS[signal]} /> },
          {
            title: '何时预警',
            cell: ({ signal, value }) => {
              const { warns, unit, unitEn } = SIGNALS[signal];
              return `${warns === 'below' ? t('低于') : t('达到或超过')} ${value}${isEnglish ? unitEn : unit}`;
            },
          },
          { title: '由谁设定', cell: ({ from }) => <Label of={THRESHOLD_SOURCES[from]} /> },
          {
            title: '怎样计算',
            cell: ({ signal }) => (isEnglish ? SIGNALS[signal].howEn : SIGNALS[signal].how),
          },
          ...(own
            ? [
                {
                  title: '办理',
                  cell: ({ signal }: ThresholdRow) => (
                    <Button
                      size="small"
                      aria-label={`${t('设定')}：${label(SIGNALS[signal])}`}
                      onClick={() => setSetting(signal)}
                    >
                      {t('设定')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {setting && own && (
        <FormDialog<{ value?: number | null }>
          title={`${t('设定预警值')}：${label(SIGNALS[setting])}`}
          says={isEnglish ? SIGNALS[setting].howEn : SIGNALS[setting].how}
          button={t('保存')}
          initial={{ value: own(setting) }}
          send={({ value = null }) => send(setting, value)}
          onClose={() => setSetting(null)}
        >
          <Form.Item name="value" label={t('预警值')} extra={t('不填为不另行设定')}>
            <NumberInput unit={isEnglish ? SIGNALS[setting].unitEn : SIGNALS[setting].unit} />
          </Form.Item>
        </FormDialog>
      )}
    </Card>
  );
}
