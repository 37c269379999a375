/** Bucket and key of `x-amz-copy-source`: `/bucket/key` or `bucket/key`, percent-encoded. Nothing where it is neither. */
export function copySourceOf(text: string): { readonly bucket: string; readonly key: string } | undefined {
  const [place = '', ...query] = text.split('?');
  if (query.length > 0) return undefined;
  let path: string;
  try {
    path = decodeURIComponent(place.replaceAll('+', ' ')).replace(/^\//, '');
  } catch {
    return undefined;
  }
  const at = path.indexOf('/');
  return at <= 0 || at === path.length - 1 ? undefined : { bucket: path.slice(0, at), key: path.slice(at + 1) };
}
