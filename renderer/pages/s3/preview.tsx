import { Box, Button, SpaceBetween } from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useCall } from '../../client/hooks.ts';
import { Code } from '../../parts/code.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { size } from './folder.ts';

/** What is shown of a text at most, and up to which size pictures and films are fetched at once, in bytes. */
const TEXT = 64 * 1024;
const MEDIA = 15 * 1024 * 1024;

const kindOf = (type: string, object: string): 'text' | 'image' | 'video' | undefined => {
  if (type.startsWith('image/')) return 'image';
  if (type.startsWith('video/')) return 'video';
  return /^text\/|json|xml|javascript|yaml/.test(type) || /\.(txt|md|json|csv|vtt|ya?ml|log)$/i.test(object)
    ? 'text'
    : undefined;
};

type Shown = { readonly bucket: string; readonly object: string; readonly type: string; readonly bytes: number };

/** A look at an object whose type can be shown: text, a picture, a film. */
export function Preview(props: Shown) {
  const kind = kindOf(props.type, props.object);
  const [asked, ask] = useState(false);
  if (kind === undefined || props.bytes === 0) return null;
  if (kind !== 'text' && props.bytes > MEDIA)
    return <Box color="text-body-secondary">Too large for a preview: {size(props.bytes)}.</Box>;
  return (
    <section aria-label="Preview">
      <SpaceBetween size="s">
        <Box variant="h3">Preview</Box>
        {kind === 'text' ? (
          <TextPreview {...props} />
        ) : asked || props.bytes < 1024 * 1024 ? (
          <Media {...props} kind={kind} />
        ) : (
          <Button onClick={() => ask(true)}>{`Show (${size(props.bytes)})`}</Button>
        )}
      </SpaceBetween>
    </section>
  );
}

function TextPreview({ bucket, object, type, bytes }: Shown) {
  const { output, fault } = useCall('s3', 'GetObject', {
    Bucket: bucket,
    Key: object,
    Range: `bytes=0-${Math.min(bytes, TEXT) - 1}`,
  });
  if (output === undefined) return <FaultAlert fault={fault} />;
  const text = new TextDecoder().decode(output.Body as Uint8Array);
  return (
    <>
      <Code label="Text of the object" text={bytes <= TEXT && type.includes('json') ? pretty(text) : text} wrap copy />
      {bytes > TEXT && (
        <Box color="text-body-secondary">
          The first {size(TEXT)} of {size(bytes)}.
        </Box>
      )}
    </>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

function Media({ bucket, object, type, kind }: Shown & { readonly kind: 'image' | 'video' }) {
  const { output, fault } = useCall('s3', 'GetObject', { Bucket: bucket, Key: object });
  const body = output?.Body as Uint8Array<ArrayBuffer> | undefined;
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (body === undefined) return undefined;
    let wanted = true;
    // As `data:`, the one kind of address besides its own that the console's content policy lets in everywhere.
    const reader = new FileReader();
    reader.addEventListener('load', () => wanted && setAddress(reader.result as string));
    reader.readAsDataURL(new Blob([body], { type }));
    return () => {
      wanted = false;
    };
  }, [body, type]);
  if (address === undefined) return <FaultAlert fault={fault} />;
  return kind === 'image' ? (
    <img className="pk-preview" src={address} alt={object} />
  ) : (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- captions are other objects, and nobody says which
    <video className="pk-preview" src={address} controls aria-label={object} />
  );
}
