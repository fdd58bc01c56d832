/** Pixels of a PNG or JPEG, read from its header. @throws RangeError when the header is none. */
export function imageSize(bytes: Uint8Array, type: 'png' | 'jpg'): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = type === 'png' ? pngSize(view) : jpegSize(view);
  if (!size || size.width === 0 || size.height === 0) throw new RangeError(`not a ${type} picture`);
  return size;
}

function pngSize(view: DataView) {
  if (view.byteLength < 24 || view.getUint32(0) !== 0x89504e47) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** The frame header (SOF0 to SOF15, save DHT, JPG and DAC) holds the size. */
function jpegSize(view: DataView) {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker >> 8 !== 0xff) return undefined;
  }
  return undefined;
}
