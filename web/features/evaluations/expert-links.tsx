import { Link } from '@tanstack/react-router';

/** From a round to its experts: who scores what, and how severe each was. */
export function ExpertLinks({ roundId }: { roundId: string }) {
  return (
    <>
      <Link to={`/rounds/${roundId}/assignment` as string}>选派专家</Link>
      <Link to={`/rounds/${roundId}/calibration` as string}>汇总与宽严校准</Link>
    </>
  );
}
