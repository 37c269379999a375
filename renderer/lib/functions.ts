import { parseArn } from '../../shared/aws/arn.ts';
import type { FunctionBinding } from '../../shared/poolkeeper/operations.ts';
import { createPath } from '../../shared/resources.ts';
import type { HelpTopic } from './help.ts';

/** The address of the form that binds a function of this ARN. */
export const bindPath = (arn: string): string => `${createPath('function')}?${new URLSearchParams({ arn })}`;

/** The function's name in its ARN, with the version or alias where it names one. */
export const nameOf = (arn: string): string => parseArn(arn)?.resource.replace(/^function:/, '') ?? arn;

/** What a binding is, in words. */
export function bindingWords(binding: FunctionBinding): string {
  switch (binding.kind) {
    case 'code':
      return binding.language === 'typescript' ? 'TypeScript in the workspace' : 'JavaScript in the workspace';
    case 'file':
      return binding.path;
    case 'endpoint':
      return binding.url;
  }
}

/** The triggers of user pools, in the order of a user's life. */
export const TRIGGERS = [
  'PreSignUp',
  'PostConfirmation',
  'PreAuthentication',
  'PostAuthentication',
  'PreTokenGeneration',
  'UserMigration',
  'CustomMessage',
  'CustomEmailSender',
  'CustomSMSSender',
  'DefineAuthChallenge',
  'CreateAuthChallenge',
  'VerifyAuthChallengeResponse',
  'InboundFederation',
] as const;
export type TriggerName = (typeof TRIGGERS)[number];

/** A function that lets everything pass, to begin with. */
export const FIRST_CODE = `export const handler = async (event) => {
  console.log(event.triggerSource, event.userName)
  return event
}
`;

export const HELP: HelpTopic = {
  title: 'Functions',
  text: [
    'What runs when a user pool names a function’s ARN: code kept in this workspace, a file or folder on this machine (loaded again when it changes), or an endpoint of the Lambda Invoke API.',
    'A function runs in a thread of its own with five seconds and 128 MB. It can do on this machine whatever a program of yours can.',
  ],
  term: {
    name: 'Handler',
    meaning: 'The exported function named handler. It gets the event and returns it, with its response filled in.',
  },
  links: [
    {
      text: 'Lambda triggers of user pools',
      href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html',
    },
  ],
};
