// Loaded with `--import` before dependency-cruiser, which reads TypeScript through the compiler's JavaScript API. The
// native compiler (7) has none, so it is shown version 6 instead.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    const meant = /^typescript(?=$|\/package\.json$)/.test(specifier)
      ? specifier.replace('typescript', '@typescript/typescript6')
      : specifier;
    return next(meant, context);
  },
});
