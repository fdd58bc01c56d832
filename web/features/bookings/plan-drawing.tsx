import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import type { PlanView, Shape } from '../../../src/records/floorPlans/floor-plan.contract.ts';
import './bookings.css';

export const isRect = ({ form }: Pick<Shape, 'form'>) => form === 'rect';

export function boxOf({ points }: Pick<Shape, 'points'>) {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

interface PlanDrawingProps {
  plan: Pick<PlanView, 'width' | 'height' | 'pictureId' | 'floorName'>;
  shapes: readonly Shape[];
  /** How a shape looks and what it says: never by colour alone. */
  look: (shape: Shape) => { className: string; says: string; sign: string };
  picture?: string | null;
  chosen?: string | null;
  onChoose?: (shape: Shape) => void;
  onKey?: (event: KeyboardEvent, shape: Shape) => void;
  onPoint?: (point: { x: number; y: number }, event: PointerEvent<SVGSVGElement>) => void;
  /** While corners are drawn by keyboard: the drawing itself has the focus. */
  onDrawKey?: (event: KeyboardEvent<SVGSVGElement>) => void;
  children?: ReactNode;
}

/** A floor as SVG; each shape says in words what it is and whether it is free. */
export function PlanDrawing({
  plan,
  shapes,
  look,
  picture,
  chosen,
  onChoose,
  onKey,
  onPoint,
  onDrawKey,
  children,
}: PlanDrawingProps) {
  const at = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      x: Math.round(((event.clientX - box.left) / box.width) * plan.width),
      y: Math.round(((event.clientY - box.top) / box.height) * plan.height),
    };
  };
  return (
    <svg
      className={onDrawKey ? 'plan plan-drawn' : 'plan'}
      {...(onDrawKey ? { tabIndex: 0, onKeyDown: onDrawKey } : {})}
      viewBox={`0 0 ${plan.width} ${plan.height}`}
      role={onDrawKey ? 'application' : onChoose ? 'group' : 'img'}
      aria-label={onDrawKey ? `${plan.floorName}：方向键移动十字，回车定点` : `${plan.floorName}平面图`}
      onPointerDown={onPoint && ((event) => onPoint(at(event), event))}
    >
      {(picture ?? plan.pictureId) && (
        <image
          href={picture ?? `/api/pictures/${plan.pictureId}`}
          width={plan.width}
          height={plan.height}
          opacity={0.6}
        />
      )}
      {shapes.map((shape) => {
        const { className, says, sign } = look(shape);
        const { x, y, width, height } = boxOf(shape);
        const classes = `plan-shape ${className} ${chosen === shape.id ? 'plan-chosen' : ''}`;
        const inside = (
          <>
            <title>{says}</title>
            {isRect(shape) ? (
              <rect className={classes} x={x} y={y} width={width} height={height} rx={4} />
            ) : (
              <polygon className={classes} points={shape.points.map((point) => `${point.x},${point.y}`).join(' ')} />
            )}
            <text className="plan-text" x={x + width / 2} y={y + height / 2 + 5}>
              {sign}
            </text>
          </>
        );
        return onChoose ? (
          // biome-ignore lint/a11y/useSemanticElements: SVG has no button of its own
          <g
            key={shape.id}
            role="button"
            tabIndex={0}
            aria-label={says}
            aria-pressed={chosen === shape.id}
            onPointerDown={(event) => {
              event.stopPropagation();
              onChoose(shape);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' || event.key === ' ') {
                event.preventDefault();
                onChoose(shape);
              } else onKey?.(event, shape);
            }}
          >
            {inside}
          </g>
        ) : (
          <g key={shape.id}>{inside}</g>
        );
      })}
      {children}
    </svg>
  );
}
