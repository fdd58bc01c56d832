#!/usr/bin/env node
// The command line: zhongchuang policy check|coverage|explain, audit verify. Any Node >= 20 may start it.
process.argv.splice(2, 0, 'src/cli.ts');
await import('./start.mjs');
