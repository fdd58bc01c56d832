import type { ConsequenceView } from '../../../src/cases/consequences/consequence.contract.ts';

/** The decision as it is handed over: Word and PDF. */
export function Letters({ of }: { of: ConsequenceView['letters'] }) {
  return of.map(({ fileId, name }) => (
    <span key={fileId}>
      {' '}
      <a href={`/api/files/${fileId}`}>决定书 {name.endsWith('.pdf') ? 'PDF' : 'Word'}</a>
    </span>
  ));
}
