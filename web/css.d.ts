declare module '*.css';

/** Made at the build by `web/vite.config.ts`. */
declare module 'virtual:tables' {
  export const TABLES: Readonly<Record<string, string>>;
}
