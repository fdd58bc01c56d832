import QRCode from 'qrcode';

/** Error correction Q: still read with a quarter of the code worn off, as on a plaque. */
const LEVEL = 'Q';

/** @param size edge in pixels, quiet zone included */
export function qrPng(text: string, size = 300): Promise<Buffer> {
  return QRCode.toBuffer(text, { errorCorrectionLevel: LEVEL, width: size, margin: 4 });
}

export function qrSvg(text: string): Promise<string> {
  return QRCode.toString(text, { errorCorrectionLevel: LEVEL, type: 'svg', margin: 4 });
}

/** Rows of modules, true is dark; without the quiet zone of 4 modules. */
export function qrModules(text: string): boolean[][] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: LEVEL });
  return Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (_, column) => modules.get(row, column) === 1),
  );
}
