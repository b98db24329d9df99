// node --import: whatever asks for Electron gets the stage.
import { registerHooks } from 'node:module';

const STAGE = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: STAGE, format: 'module-typescript', shortCircuit: true } : next(specifier, context),
});
