import { expect, test } from 'vitest';
import { evaluate, allow, at, having, statement, when } from './policies.ts';

const SUB = 'cognito-identity.amazonaws.com:sub';
test('the explanation names the deciding statement by its Sid', () => {
  const explanation = evaluate({
    identity: [statement({ Sid: 'Free' }), statement({ Effect: 'Deny', Sid: 'Closed' })],
  });
  expect(explanation.deciding).toEqual({ layer: 'identity', policy: 'identity', index: 1, sid: 'Closed' });
  expect(explanation.reason).toBe('Statement "Closed" of the identity-based policy "identity" denies s3:GetObject.');
});

test('the explanation of an implicit denial names the statement that came nearest', () => {
  const explanation = evaluate({
    identity: [
      statement({ Sid: 'Queues', Action: 'sqs:*' }),
      statement({ Sid: 'Premium', Resource: 'arn:aws:s3:::catalog/premium/*' }),
    ],
  });
  expect(explanation.deciding).toBeUndefined();
  expect(explanation.reason).toContain(
    'The nearest statement is "Premium": Resource does not cover arn:aws:s3:::catalog/free/a.txt.',
  );
});

test('the explanation says which variable has no value', () => {
  expect(evaluate(allow({ Resource: `arn:aws:s3:::catalog/\${${SUB}}/*` })).reason).toContain(
    'The variable ${cognito-identity.amazonaws.com:sub} has no value.',
  );
});

test('the explanation says which condition failed and what the request had', () => {
  expect(evaluate(when('StringEquals', 'a:k', 'x'), having({ 'a:k': 'y' })).reason).toContain(
    'Condition StringEquals fails: a:k is "y": does not hold.',
  );
});

test('a pattern of many wildcards against a long text is decided at once', () => {
  const started = performance.now();
  const explanation = evaluate(allow({ Resource: `arn:aws:s3:::${'*a'.repeat(60)}` }), at(`${'a'.repeat(2000)}b`));
  expect(explanation.decision).toBe('implicit deny');
  expect(performance.now() - started).toBeLessThan(500);
});
