import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { Copy } from './copy.tsx';

/** How long a secret stays visible, in milliseconds. */
const VISIBLE = 30_000;

/** A secret: hidden until asked, hidden again after half a minute, copied without being shown. */
export function Secret({ value, what }: { readonly value: string; readonly what: string }) {
  const [shown, show] = useState(false);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => show(false), VISIBLE);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <SpaceBetween direction="horizontal" size="xxs" alignItems="center">
      <span className="pk-mono pk-wrap">{shown ? value : '••••••••••••'}</span>
      <Button
        variant="inline-icon"
        iconName={shown ? 'lock-private' : 'unlocked'}
        ariaLabel={shown ? `Hide ${what}` : `Show ${what}`}
        onClick={() => show(!shown)}
      />
      <Copy value={value} what={what} variant="icon" />
    </SpaceBetween>
  );
}
