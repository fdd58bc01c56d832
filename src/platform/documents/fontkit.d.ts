declare module 'fontkit' {
  /** A typeface as pdfkit takes it where its own types ask for the bytes. */
  export type Typeface = Buffer;
  export function create(bytes: Buffer): Typeface;
}
