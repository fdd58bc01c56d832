import { Button, Input } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import type { PlanView, Shape } from '../../../src/records/floorPlans/floor-plan.contract.ts';
import type { LineView } from '../../../src/records/resources/resource.contract.ts';
import { api } from '../../lib/api.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-picker.tsx';
import { ChoiceInput, NumberInput } from '../../ui/inputs.tsx';
import { Card, Notice } from '../../ui/page.tsx';
import { useBookingChange } from './bookings.ts';
import { boxOf, isRect, PlanDrawing } from './plan-drawing.tsx';

interface PlanEditorProps {
  carrierId: string;
  floor: { id: string; name: string };
  plan: PlanView | undefined;
  lines: readonly LineView[];
  onClose: () => void;
}

const STEP = 10;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/** Draws a floor by pointer or by keyboard, over a picture where there is one; saving makes the next version. */
export function PlanEditor({ carrierId, floor, plan, lines, onClose }: PlanEditorProps) {
  const [shapes, setShapes] = useState<Shape[]>(plan?.shapes ?? []);
  const [size, setSize] = useState({ width: plan?.width ?? 1000, height: plan?.height ?? 600 });
  const [picture, setPicture] = useState<{ id: string; url: string | null } | null>(
    plan?.pictureId ? { id: plan.pictureId, url: null } : null,
  );
  const [chosen, setChosen] = useState<string | null>(null);
  /** Corners of a polygon under way; null: none is drawn. */
  const [corners, setCorners] = useState<{ x: number; y: number }[] | null>(null);
  /** Where the next corner would stand when it is drawn by keyboard. */
  const [cross, setCross] = useState({ x: 100, y: 100 });
  const shape = shapes.find(({ id }) => id === chosen);
  const change = (id: string, by: (shape: Shape) => Shape) =>
    setShapes((before) => before.map((one) => (one.id === id ? by(one) : one)));
  const moved = (by: [number, number]) => (one: Shape) => ({
    ...one,
    points: one.points.map(({ x, y }) => ({ x: x + by[0], y: y + by[1] })),
  });
  const add = (form: Shape['form'], points: Shape['points']) => {
    const id = `s${Date.now().toString(36)}${shapes.length}`;
    setShapes((before) => [...before, { id, form, points, label: '', target: null }]);
    setChosen(id);
  };
  const addRect = () => {
    const n = shapes.length;
    const [x, y] = [20 + (n % 8) * 110, 20 + (Math.floor(n / 8) % 6) * 80];
    add('rect', [
      { x, y },
      { x: x + 100, y: y + 60 },
    ]);
  };
  const onKey = (event: KeyboardEvent, { id }: Shape) => {
    const by = ARROWS[event.key];
    if (by) {
      event.preventDefault();
      change(id, moved(by));
    } else if (event.key === 'Delete') setShapes((before) => before.filter((one) => one.id !== id));
  };
  const endPolygon = () => {
    if (corners && corners.length >= 3) add('polygon', corners);
    setCorners(null);
  };
  /** Arrows move the cross, by one with Shift; Enter sets a corner, Backspace takes the last back. */
  const onDrawKey = (event: KeyboardEvent<SVGSVGElement>) => {
    const by = ARROWS[event.key];
    const last = corners ?? [];
    if (by) {
      const step = event.shiftKey ? 1 / STEP : 1;
      setCross(({ x, y }) => ({
        x: Math.min(size.width, Math.max(0, x + by[0] * step)),
        y: Math.min(size.height, Math.max(0, y + by[1] * step)),
      }));
    } else if (event.key === 'Enter' || event.key === ' ') setCorners([...last, cross]);
    else if (event.key === 'Backspace') setCorners(last.slice(0, -1));
    else if (event.key === 'Escape') setCorners(null);
    else return;
    event.preventDefault();
  };
  const upload = useBookingChange(
    async (files: File[]) => {
      const { files: sealed } = await api.upload<{ files: { id: string }[] }>(
        `/api/carriers/${carrierId}/files`,
        files,
      );
      const url = files[0] ? URL.createObjectURL(files[0]) : null;
      return { id: sealed[0]?.id ?? '', url, ...(url && shapes.length === 0 ? await sizeOf(url) : {}) };
    },
    ({ id, url, ...drawn }) => {
      setPicture({ id, url });
      // What is traced for the first time has the picture's own proportions; shapes already drawn stay where they are.
      if ('width' in drawn && drawn.width && drawn.height) setSize({ width: drawn.width, height: drawn.height });
    },
  );
  const save = useBookingChange(
    () =>
      api.post(`/api/carriers/${carrierId}/floor-plans`, {
        floorId: floor.id,
        basedOn: plan?.version ?? 0,
        pictureId: picture?.id ?? null,
        ...size,
        shapes,
      }),
    onClose,
  );
  const nameOf = ({ label, target }: Shape) => {
    const line = target && lines.find((one) => one.kind === target.kind && one.recordId === target.recordId);
    return label || (line ? `${line.name}${target?.unit ? `${target.unit}号` : ''}` : '未命名');
  };
  return (
    <Card title={`绘制：${floor.name}`} id="plan-editor">
      <div className="stack">
        <Notice title="用鼠标或键盘绘制">
          点“加矩形”放一个图形，选中后用方向键移动、用下面的数字改位置和大小、Delete键删除；多边形在图上逐点点击，或用键盘：Tab
          到图上，方向键移动十字（按住 Shift 微调），回车定点，退格取消上一点。图形只是画法，重画不影响已有的预订。
        </Notice>
        <div className="row">
          <Button onClick={addRect}>加矩形</Button>
          {corners === null ? (
            <Button onClick={() => setCorners([])}>加多边形</Button>
          ) : (
            <>
              <Button type="primary" disabled={corners.length < 3} onClick={endPolygon}>
                完成多边形（{corners.length}个点）
              </Button>
              <Button onClick={() => setCorners(null)}>放弃多边形</Button>
            </>
          )}
          <FileButton
            accept="image/*"
            label="描图的底图"
            pending={upload.isPending}
            onPick={(files) => upload.mutate(files)}
          >
            {picture ? '更换底图' : '上传底图'}
          </FileButton>
          {picture && <Button onClick={() => setPicture(null)}>去掉底图</Button>}
        </div>
        <PlanDrawing
          plan={{ ...size, pictureId: picture?.id ?? null, floorName: floor.name }}
          picture={picture?.url ?? null}
          shapes={shapes}
          look={(one) => ({
            className: one.target ? 'plan-free' : '',
            says: `图形：${nameOf(one)}`,
            sign: nameOf(one),
          })}
          chosen={chosen}
          onChoose={({ id }) => setChosen(id)}
          onKey={onKey}
          {...(corners === null ? {} : { onPoint: (point) => setCorners([...corners, point]), onDrawKey })}
        >
          {corners && corners.length > 0 && (
            <polyline className="plan-shape plan-part" points={corners.map(({ x, y }) => `${x},${y}`).join(' ')} />
          )}
          {corners && (
            <path className="plan-cross" d={`M${cross.x - 14},${cross.y}h28M${cross.x},${cross.y - 14}v28`} />
          )}
        </PlanDrawing>
        <div className="row">
          {(['width', 'height'] as const).map((side) => (
            <div key={side} className="filter">
              <label htmlFor={`plan-${side}`}>{side === 'width' ? '画布宽' : '画布高'}</label>
              <NumberInput
                key={picture?.id ?? 'none'}
                id={`plan-${side}`}
                whole
                value={size[side]}
                onChange={(value) => typeof value === 'number' && setSize((before) => ({ ...before, [side]: value }))}
              />
            </div>
          ))}
        </div>
        {shape && (
          <ShapeFields
            key={shape.id}
            shape={shape}
            lines={lines}
            onChange={(by) => change(shape.id, by)}
            onRemove={() => {
              setShapes((before) => before.filter(({ id }) => id !== shape.id));
              setChosen(null);
            }}
          />
        )}
        <ErrorNotice error={save.error ?? upload.error} />
        <div className="row row-end">
          <Button onClick={onClose}>放弃</Button>
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate(undefined)}>
            保存为第{(plan?.version ?? 0) + 1}版
          </Button>
        </div>
      </div>
    </Card>
  );
}

const WIDEST = 1200;

/** The size of a drawing over a picture: its proportions, no wider than is handy. */
async function sizeOf(url: string): Promise<{ width: number; height: number }> {
  const image = new Image();
  image.src = url;
  await image.decode();
  const scale = Math.min(1, WIDEST / image.naturalWidth);
  const within = (side: number) => Math.min(10_000, Math.max(100, Math.round(side * scale)));
  return { width: within(image.naturalWidth), height: within(image.naturalHeight) };
}

interface ShapeFieldsProps {
  shape: Shape;
  lines: readonly LineView[];
  onChange: (by: (shape: Shape) => Shape) => void;
  onRemove: () => void;
}

function ShapeFields({ shape, lines, onChange, onRemove }: ShapeFieldsProps) {
  const { target } = shape;
  const line = target && lines.find((one) => one.kind === target.kind && one.recordId === target.recordId);
  const box = boxOf(shape);
  const resize = (part: Partial<typeof box>) => {
    const { x, y, width, height } = { ...box, ...part };
    if (isRect(shape))
      onChange((one) => ({
        ...one,
        points: [
          { x, y },
          { x: x + width, y: y + height },
        ],
      }));
    else onChange((one) => ({ ...one, points: one.points.map((p) => ({ x: p.x + x - box.x, y: p.y + y - box.y })) }));
  };
  const number = (id: keyof typeof box, words: string) => (
    <div className="filter">
      <label htmlFor={`shape-${id}`}>{words}</label>
      <NumberInput
        key={box[id]}
        id={`shape-${id}`}
        whole
        value={box[id]}
        disabled={!isRect(shape) && (id === 'width' || id === 'height')}
        onChange={(value) => typeof value === 'number' && resize({ [id]: value })}
      />
    </div>
  );
  return (
    <fieldset className="plain-fieldset">
      <legend>选中的图形</legend>
      <div className="filters">
        <div className="filter">
          <label htmlFor="shape-target">对应哪项资源</label>
          <ChoiceInput
            id="shape-target"
            searchable
            value={target ? `${target.kind} ${target.recordId}` : null}
            options={lines.map(({ kind, recordId, name }) => ({ value: `${kind} ${recordId}`, label: name }))}
            onChange={(value) => {
              const found = lines.find(({ kind, recordId }) => `${kind} ${recordId}` === value);
              onChange((one) => ({
                ...one,
                target: found ? { kind: found.kind, recordId: found.recordId, unit: found.count > 1 ? 1 : null } : null,
              }));
            }}
          />
        </div>
        {line && line.count > 1 && (
          <div className="filter">
            <label htmlFor="shape-unit">第几个（共{line.count}）</label>
            <NumberInput
              id="shape-unit"
              whole
              value={target?.unit ?? null}
              onChange={(unit) =>
                onChange((one) => (one.target ? { ...one, target: { ...one.target, unit: unit ?? null } } : one))
              }
            />
          </div>
        )}
        <div className="filter">
          <label htmlFor="shape-label">名称</label>
          <Input
            id="shape-label"
            maxLength={40}
            value={shape.label}
            onChange={({ target: field }) => onChange((one) => ({ ...one, label: field.value }))}
          />
        </div>
        {number('x', '左')}
        {number('y', '上')}
        {number('width', '宽')}
        {number('height', '高')}
        <Button danger onClick={onRemove}>
          删除图形
        </Button>
      </div>
    </fieldset>
  );
}
