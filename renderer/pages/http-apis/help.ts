import type { HelpTopic } from '../../lib/help.ts';

export const HTTP_APIS_HELP: HelpTopic = {
  title: 'HTTP APIs',
  text: [
    'An HTTP API answers requests that carry a token or a signature, behind a JWT authorizer or IAM. Its page asks as anyone, and shows direct use, pass-through and a function’s own role side by side.',
    'Permission pass-through: a function acts with the credentials of its caller, so that it can do no more than the caller may.',
  ],
  term: {
    name: 'JWT authorizer',
    meaning:
      'The part of an HTTP API that checks a token’s issuer, audience, times and scopes before a route is called.',
  },
  links: [
    {
      text: 'Controlling access to HTTP APIs with JWT authorizers',
      href: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html',
    },
  ],
};
