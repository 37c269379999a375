/** One way to set an application up: text to paste. */
export type Snippet = { readonly id: string; readonly title: string; readonly about: string; readonly text: string };

/** The call that sets Amplify up, with these members of `Auth.Cognito`. */
export function amplifySnippet(cognito: Readonly<Record<string, string | boolean>>): string {
  const members = Object.entries(cognito).map(
    ([name, value]) => `      ${name}: ${typeof value === 'string' ? `'${value}'` : value},`,
  );
  return `import { Amplify } from 'aws-amplify';

Amplify.configure({
  Auth: {
    Cognito: {
${members.join('\n')}
    },
  },
});`;
}
