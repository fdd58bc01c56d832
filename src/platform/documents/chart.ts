import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { EChartsOption } from 'echarts';

/** Draws a chart as a PNG, twice as fine as its size, in the font of the papers. The libraries load when first needed. */
export async function chartPng(option: EChartsOption, width: number, height: number): Promise<Buffer> {
  const { createCanvas, GlobalFonts } = await import('@napi-rs/canvas');
  const echarts = await import('echarts');
  if (!GlobalFonts.has(FONT)) GlobalFonts.registerFromPath(fontFile(), FONT);
  const canvas = createCanvas(width * SCALE, height * SCALE);
  echarts.setPlatformAPI({ createCanvas: () => createCanvas(32, 32) as unknown as HTMLCanvasElement });
  const chart = echarts.init(canvas as unknown as HTMLElement, null, {
    renderer: 'canvas',
    width,
    height,
    devicePixelRatio: SCALE,
  });
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: FONT, fontSize: 13 },
    ...option,
  });
  const png = canvas.toBuffer('image/png');
  chart.dispose();
  return png;
}

const SCALE = 2;
const FONT = 'Noto Sans SC';
const fontFile = () =>
  join(
    dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json')),
    '400Regular/NotoSansSC_400Regular.ttf',
  );
