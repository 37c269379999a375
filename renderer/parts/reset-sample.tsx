import { useAction, type Action } from '../client/hooks.ts';
import { invalidateAll } from '../client/queries.ts';

/** Puts the sample in place, anew if it is there. */
export function useResetSample(onDone?: () => void): Action<'poolkeeper', 'ResetSample'> {
  return useAction('poolkeeper', 'ResetSample', {
    done: 'The streaming platform is in place.',
    onDone: () => {
      invalidateAll();
      onDone?.();
    },
  });
}
