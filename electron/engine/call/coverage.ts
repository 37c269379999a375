import { contracts } from '../../../shared/aws/models.ts';
import type { Coverage } from '../kernel/workspace.ts';

/** Compares the registry with the contracts. */
export function coverageOf(handlers: Readonly<Record<string, object>>): Coverage {
  return Object.fromEntries(
    Object.entries(contracts).map(([service, { operations }]) => {
      const names = Object.keys(operations).toSorted();
      const built = handlers[service] ?? {};
      return [
        service,
        { built: names.filter((name) => name in built), missing: names.filter((name) => !(name in built)) },
      ];
    }),
  );
}
