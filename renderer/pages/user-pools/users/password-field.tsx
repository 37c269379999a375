import { Checkbox, SpaceBetween, StatusIndicator } from '@cloudscape-design/components';
import { useState } from 'react';
import { GIVEN_PASSWORD_POLICY } from '../../../../shared/aws/defaults.ts';
import type { PasswordPolicyType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Control } from '../../../parts/fields.tsx';
import { LabelledInput } from '../../../parts/labelled.tsx';

/** One rule of the pool's password policy, and whether a password keeps it. */
type Rule = { readonly text: string; readonly kept: boolean };

/** The pool's rules for a password. AWS counts a space within the password as a symbol. */
function passwordRules(policy: PasswordPolicyType | undefined, password: string): readonly Rule[] {
  const length = policy?.MinimumLength ?? GIVEN_PASSWORD_POLICY.MinimumLength;
  return [
    { text: `At least ${length} characters`, kept: password.length >= length },
    ...(policy?.RequireUppercase === true ? [{ text: 'An uppercase letter', kept: /[A-Z]/.test(password) }] : []),
    ...(policy?.RequireLowercase === true ? [{ text: 'A lowercase letter', kept: /[a-z]/.test(password) }] : []),
    ...(policy?.RequireNumbers === true ? [{ text: 'A digit', kept: /\d/.test(password) }] : []),
    ...(policy?.RequireSymbols === true
      ? [{ text: 'A symbol', kept: /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|\S \S/.test(password) }]
      : []),
  ];
}

/** A new password: hidden until asked, with the pool's rules ticked off. The engine has the last word. */
export function PasswordField({
  pool,
  value,
  problem,
  onChange,
  onBlur,
  ref,
}: Control<string> & { readonly pool: UserPoolType }) {
  const [shown, show] = useState(false);
  return (
    <SpaceBetween size="xs">
      <LabelledInput
        label="New password"
        problem={problem}
        type={shown ? 'text' : 'password'}
        autoComplete={false}
        ref={ref}
        value={value}
        onBlur={onBlur}
        onChange={onChange}
      />
      <Checkbox checked={shown} onChange={({ detail }) => show(detail.checked)}>
        Show password
      </Checkbox>
      <SpaceBetween direction="horizontal" size="s">
        {passwordRules(pool.Policies?.PasswordPolicy, value).map(({ text, kept }) => (
          <StatusIndicator
            key={text}
            type={kept ? 'success' : 'pending'}
            iconAriaLabel={kept ? 'Kept' : 'Not kept yet'}
          >
            {text}
          </StatusIndicator>
        ))}
      </SpaceBetween>
    </SpaceBetween>
  );
}
