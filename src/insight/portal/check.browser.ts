// Evaluates the check of one's own space as it is filled in, by the rules and the words that the server answers with.
// Nothing leaves the browser; without this script the form is sent and answered as a page.
import { outcomeOf, type Query } from './check.outcome.ts';

const form = document.querySelector<HTMLFormElement>('form[data-rules]');
const place = document.getElementById('outcome');
if (form && place) {
  const { rules = '', today = '' } = form.dataset;
  let last = '';
  let pack: ReturnType<typeof fetchRules> | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const answer = async () => {
    pack ??= fetchRules(rules);
    const shown = String(outcomeOf(await pack, queryOf(form), today, codesOf));
    if (shown !== last) place.innerHTML = shown;
    last = shown;
  };
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void answer().catch(() => undefined), 200);
  };
  form.addEventListener('input', later);
}

async function fetchRules(address: string): Promise<Parameters<typeof outcomeOf>[0]> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/** As the server reads the query of a form that was sent. */
function queryOf(form: HTMLFormElement): Query {
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string') continue;
    const before = query[name];
    query[name] = before === undefined ? value : [before, value].flat();
  }
  return query;
}

function codesOf(key: string): string[] | undefined {
  const field = document.getElementById(`f-${key}`);
  return field instanceof HTMLSelectElement ? [...field.options].map(({ value }) => value) : undefined;
}
