const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether a text is written as ids are; apart from `id.ts`, for the browser asks it too. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
