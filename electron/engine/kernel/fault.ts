import type { Fault } from '../../../shared/contract.ts';

/** A refusal on its way from a handler to the engine's door; it becomes a value there. */
export class Refusal extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(`${fault.code}: ${fault.message}`);
    this.name = 'Refusal';
    this.fault = fault;
  }
}

/** The fault of a thrown refusal, or nothing for an error that nobody foresaw. */
export const faultOf = (error: unknown): Fault | undefined => (error instanceof Refusal ? error.fault : undefined);
