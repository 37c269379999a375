import { Spinner } from '@cloudscape-design/components';
import { lazy, Suspense } from 'react';

const View = lazy(async () => ({ default: (await import('./diff-code-view.tsx')).DiffCodeView }));

/** Two texts as one, with what was taken away and what was added; what is the same is folded. */
export function DiffView(props: { readonly before: string; readonly after: string; readonly label: string }) {
  return (
    <Suspense fallback={<Spinner />}>
      <View {...props} />
    </Suspense>
  );
}
