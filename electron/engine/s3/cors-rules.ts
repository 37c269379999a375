import type { CORSRule } from '../../../shared/aws/types/s3.ts';

/** What a page asks of a bucket. */
export type CorsRequest = {
  readonly origin: string;
  readonly method: string;
  /** The names in `Access-Control-Request-Headers`. */
  readonly headers: readonly string[];
};

/** The first rule that allows a request, as S3 chooses it. */
export function ruleFor(rules: readonly CORSRule[], { origin, method, headers }: CorsRequest): CORSRule | undefined {
  return rules.find(
    ({ AllowedOrigins, AllowedMethods, AllowedHeaders = [] }) =>
      AllowedOrigins.some((pattern) => fits(pattern, origin)) &&
      AllowedMethods.includes(method) &&
      headers.every((name) => AllowedHeaders.some((pattern) => fits(pattern.toLowerCase(), name.toLowerCase()))),
  );
}

/** Whether a text fits a pattern with at most one `*`. */
function fits(pattern: string, text: string): boolean {
  const at = pattern.indexOf('*');
  if (at < 0) return pattern === text;
  const [start, end] = [pattern.slice(0, at), pattern.slice(at + 1)];
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}
