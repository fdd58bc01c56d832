import { type ThemeConfig, theme } from 'antd';
import { isDark, type Look } from '../lib/look.ts';

/** antd's theme, read from tokens.css: there is no second list of colours. */
export function themeFor(look: Look): ThemeConfig {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const large = look.size === 'large';
  return {
    cssVar: { key: 'zc' },
    hashed: false,
    algorithm: isDark(look) ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: token('accent'),
      colorLink: token('accent'),
      colorLinkHover: token('accent-strong'),
      colorLinkActive: token('accent-strong'),
      colorInfo: token('note'),
      colorSuccess: token('ok'),
      colorWarning: token('warn'),
      colorError: token('bad'),
      colorTextBase: token('text-colour'),
      colorText: token('text-colour'),
      colorTextSecondary: token('text-soft'),
      colorTextTertiary: token('text-soft'),
      colorTextDescription: token('text-soft'),
      colorTextPlaceholder: token('text-soft'),
      colorTextDisabled: token('text-soft'),
      colorTextLightSolid: token('on-accent'),
      colorBgBase: token('surface'),
      colorBgLayout: token('ground'),
      colorBgContainer: token('surface'),
      colorBgElevated: token('surface'),
      colorBorder: token('edge'),
      colorBorderSecondary: token('line-colour'),
      controlOutline: token('accent-soft'),
      fontFamily: token('font'),
      fontSize: large ? 20 : 16,
      lineHeight: Number(token('line')) || 1.65,
      controlHeight: large ? 52 : 40,
      controlHeightSM: large ? 40 : 32,
      borderRadius: 6,
      motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Form: { itemMarginBottom: large ? 28 : 20, verticalLabelPadding: '0 0 6px' },
    },
  };
}
