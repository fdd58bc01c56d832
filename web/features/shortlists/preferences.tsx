import type { ShortlistView } from '../../../src/cases/shortlists/shortlist.contract.ts';
import { Tag } from '../../ui/page.tsx';

type Found = Omit<ShortlistView['lines'][number]['preferences'][number], 'document'> & { document?: string };

/** 同等条件下优先: why a row stands before its equals, or could. */
export function Preferences({ of }: { of: readonly Found[] }) {
  return of.map(({ id, says, cites, outcome, document }) => (
    <div key={`${document ?? ''} ${id}`} className="small">
      <Tag tone={outcome === 'met' ? 'accent' : 'note'}>{outcome === 'met' ? '同分优先' : '优先不明'}</Tag> {says}
      <span className="soft">
        （{document ? `《${document}》` : ''}
        {cites}）
      </span>
    </div>
  ));
}
