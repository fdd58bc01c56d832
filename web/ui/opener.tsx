/** A figure that opens to what it was counted from; nothing to open where it is nothing. */
export function Opener({
  face,
  label,
  opens,
  onOpen,
}: {
  face: string;
  label: string;
  opens: boolean;
  onOpen: () => void;
}) {
  if (!opens) return <>{face}</>;
  return (
    <button type="button" className="link-button" aria-label={`${label}：${face}`} onClick={onOpen}>
      {face}
    </button>
  );
}
