import type { Ctx, Handler } from '../kernel/handler.ts';
import { parsePolicy } from '../policy/evaluate/document.ts';
import type { PolicyDocument } from '../policy/evaluate/policy.ts';
import type { Pattern } from '../policy/evaluate/pattern.ts';
import { policySource } from './policy-source.ts';

/** The condition keys that policies ask for, in conditions and in variables; each once, in order of appearance. */
export const GetContextKeysForCustomPolicy: Handler<'iam', 'GetContextKeysForCustomPolicy'> = (input, ctx) => ({
  ContextKeyNames: namesIn(given(ctx, input.PolicyInputList)),
});

/** The same for a user's or role's policies, and for further ones that the call brings. */
export const GetContextKeysForPrincipalPolicy: Handler<'iam', 'GetContextKeysForPrincipalPolicy'> = (input, ctx) => {
  const { policies } = policySource(ctx, input.PolicySourceArn);
  return {
    ContextKeyNames: namesIn([
      ...policies.identity.map(({ document }) => document),
      ...(policies.boundary ?? []).map(({ document }) => document),
      ...given(ctx, input.PolicyInputList ?? []),
    ]),
  };
};

function given(ctx: Ctx<'InvalidInput'>, texts: readonly string[]): PolicyDocument[] {
  return ctx.step(
    'read the policies',
    () =>
      texts.map((text, index) => {
        const read = parsePolicy(text, 'identity');
        if (read.ok) return read.document;
        return ctx.refuse(
          'InvalidInput',
          read.problems[0]?.message ?? 'Syntax errors in policy.',
          `Policy ${index + 1} of the input, at ${read.problems[0]?.path || 'the document'}.`,
        );
      }),
    'PolicyInputList',
  );
}

/** Names of keys differ by more than case. */
function namesIn(documents: readonly PolicyDocument[]): string[] {
  const names = documents.flatMap(({ statements }) =>
    statements.flatMap(({ resource, conditions }) => [
      ...(resource?.patterns ?? []).flatMap(variablesOf),
      ...conditions.flatMap(({ key, values }) => [key, ...values.flatMap(variablesOf)]),
    ]),
  );
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
}

const variablesOf = ({ parts }: Pattern): string[] =>
  parts.flatMap((part) => (typeof part === 'object' ? [part.key] : []));
