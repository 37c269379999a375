import type { ExplicitAuthFlowsType } from '../../../../shared/aws/types/cognito-idp.ts';

export type FlowChoice = {
  readonly value: ExplicitAuthFlowsType;
  readonly label: string;
  readonly description: string;
};

/** The authentication flows that an app client can allow, in the order of how often they are wanted. */
export const FLOWS: readonly FlowChoice[] = [
  {
    value: 'ALLOW_USER_SRP_AUTH',
    label: 'Secure remote password (SRP)',
    description: 'ALLOW_USER_SRP_AUTH. The password never leaves the device; what Amplify uses.',
  },
  {
    value: 'ALLOW_REFRESH_TOKEN_AUTH',
    label: 'Refresh tokens',
    description: 'ALLOW_REFRESH_TOKEN_AUTH. New tokens without signing in again.',
  },
  {
    value: 'ALLOW_USER_PASSWORD_AUTH',
    label: 'Username and password',
    description: 'ALLOW_USER_PASSWORD_AUTH. The app sends the password; easy from a command line.',
  },
  {
    value: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    label: 'Username and password from a server',
    description: 'ALLOW_ADMIN_USER_PASSWORD_AUTH. AdminInitiateAuth with AWS credentials.',
  },
  {
    value: 'ALLOW_CUSTOM_AUTH',
    label: 'Custom challenges',
    description: 'ALLOW_CUSTOM_AUTH. Challenges defined by Lambda triggers.',
  },
  {
    value: 'ALLOW_USER_AUTH',
    label: 'Choice-based sign-in',
    description: 'ALLOW_USER_AUTH. The user chooses among password, code and passkey.',
  },
];

/** Why a stored flow is not among those offered. */
export const OLDER_FLOW_NOTE = 'An older name that AWS keeps; it cannot stand beside the newer ones.';

/** The label of a flow, or AWS's name of one that is not offered any more. */
export function flowLabel(flow: string): string {
  return FLOWS.find(({ value }) => value === flow)?.label ?? flow;
}
