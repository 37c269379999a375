import type { Values } from '../../../electron/engine/history/terms.ts';
import type { Service } from '../../../shared/contract.ts';
import type { TestEngine } from '../../support/harness.ts';

/** What a scene is prepared with. */
export type Stage = {
  readonly on: TestEngine;
  readonly call: (service: Service, operation: string, input: Values) => Promise<Values>;
};

/** One operation of the history on one resource. */
export type Scene = {
  readonly service: Service;
  readonly operation: string;
  /** Makes what the operation works on; answers its input. */
  readonly prepare: (stage: Stage) => Promise<Values>;
  /** Where nothing brings it back: the reason. */
  readonly forGood?: RegExp;
  /** What of the resource must come back, where not all of it can. */
  readonly apart?: (document: Values | undefined) => unknown;
};

/** A member of a member: `idOf(answer, 'UserPool', 'Id')`. */
export const idOf = (answer: Values, member: string, id: string): string =>
  String((answer[member] as Values | undefined)?.[id]);
