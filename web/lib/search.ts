import { useNavigate, useSearch } from '@tanstack/react-router';

export type SearchState = Readonly<Record<string, string | undefined>>;

/** Filters, sorting and page of a list live in the address: what one sees can be bookmarked, sent and gone back to. */
export function useSearchState(): [SearchState, (change: SearchState) => void] {
  const search = useSearch({ strict: false }) as SearchState;
  const navigate = useNavigate();
  const change = (patch: SearchState) => {
    // Any other filter than the page begins again at the first page.
    const first = 'page' in patch ? {} : { page: undefined };
    void navigate({ to: '.', search: { ...search, ...first, ...patch } as never, replace: true, resetScroll: false });
  };
  return [search, change];
}

export const pageOf = (search: SearchState) => Math.max(1, Number(search.page) || 1);

/** What a list asks of the server: its page, and the exact number of its rows where somebody wants to know it. */
export const askedPage = (search: SearchState) => ({ page: pageOf(search), count: search.count });
