/** Preloaded before the application: the specifier `electron` means the fake. */
import { registerHooks } from 'node:module';

const fakeElectron = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: fakeElectron, shortCircuit: true } : next(specifier, context),
});

await import('./evaluate.ts');
