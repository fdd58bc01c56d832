import { pagesOf, wordsOf } from '../../platform/documents/document.given.ts';
import type { TestApp } from '../../test-app.ts';
import { clientOf } from '../../test-client.ts';
import { given, type Person } from '../casefile/case.given.ts';

const bare = (text: string) => text.replace(/\s+/g, '');

/** The last paper of a kind in a case as a person downloads it: both forms opened again and read, without spaces. */
export async function paperRead(app: TestApp, { client, actor }: Person, caseId: string, label = '决定书') {
  const { papers } = await given(client.get(`/api/cases/${caseId}`));
  const browser = clientOf(app, actor.personId ?? '', actor.organisationId ?? undefined);
  const bytes = async (ending: string): Promise<Buffer> => {
    const row = papers.findLast(
      (one: { label: string; name: string }) => one.label === label && one.name.endsWith(ending),
    );
    const { statusCode, rawPayload } = await browser.get(`/api/files/${row?.fileId}`);
    if (statusCode !== 200) throw new Error(`${label}${ending}: ${statusCode}`);
    return rawPayload;
  };
  const pdf = await bytes('.pdf');
  return { pdf, word: bare(await wordsOf(await bytes('.docx'))), pdfText: bare((await pagesOf(pdf)).join('')) };
}

/** Words that stand in neither, or only in one of the two forms. */
export const missingIn = ({ word, pdfText }: { word: string; pdfText: string }, words: readonly string[]) =>
  words.filter((said) => !word.includes(bare(said)) || !pdfText.includes(bare(said)));
