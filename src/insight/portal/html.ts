import { raw, html as tagged } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Markup whose every inserted text was escaped. */
export type Html = HtmlEscapedString;
export type Insert = Html | string | number | false | null | undefined | readonly Insert[];

/** Inserted texts are escaped; inserted markup is not; false, null and undefined leave nothing. */
export const html = tagged as unknown as (strings: TemplateStringsArray, ...inserts: Insert[]) => Html;
export const nothing: Html = raw('');

/** A link given by a user: http and https only, or null. */
export function outsideLink(url: string | null): string | null {
  if (!url || !URL.canParse(url)) return null;
  return /^https?:$/.test(new URL(url).protocol) ? url : null;
}

/** `path` with query values; empty ones are left out. */
export function address(path: string, query: Readonly<Record<string, string | number | null | undefined>>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}
