import type { HelpTopic } from '../../lib/help.ts';

export const BUCKETS_HELP: HelpTopic = {
  title: 'Resources',
  text: [
    'Credentials are for something: here it is objects in buckets, kept on this machine. Every request for one is signed, and the caller’s policies are evaluated.',
    'The console acts as the account root and sees everything. What a user may read shows when the user’s own credentials ask: an object’s pane and an API’s page ask as anyone.',
  ],
  term: {
    name: 'Direct service integration',
    meaning: 'The app itself calls a service such as S3 with the credentials of the signed-in user.',
  },
  links: [{ text: 'Amazon S3 user guide', href: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html' }],
};
