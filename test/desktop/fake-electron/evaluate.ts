/** The driver's `evaluate`: runs a function of the test in the application's process, with Electron's module. */
import { runInThisContext } from 'node:vm';
import * as electron from './electron.ts';

type Ask = { readonly evaluate: { readonly id: number; readonly source: string; readonly argument: unknown } };

process.on('message', ({ evaluate: { id, source, argument } }: Ask) => {
  Promise.resolve()
    .then(() => (runInThisContext(`(${source})`) as (module: object, given: unknown) => unknown)(electron, argument))
    .then(
      (value) => process.send?.({ evaluated: { id, value } }),
      (error: unknown) => process.send?.({ evaluated: { id, error: String(error) } }),
    );
});
