import { Box, HelpPanel, Link, SpaceBetween } from '@cloudscape-design/components';
import type { HelpTopic } from '../lib/help.ts';
import { useFrame } from '../state/frame.ts';

/** The help panel's content for a topic; the frame shows it. */
export function Help({ topic }: { readonly topic: HelpTopic }) {
  return (
    <HelpPanel
      header={<h2>{topic.title}</h2>}
      footer={
        topic.links === undefined ? undefined : (
          <SpaceBetween size="xs">
            <Box variant="h3">Learn more</Box>
            {topic.links.map(({ text, href }) => (
              <Link key={href} href={href} external externalIconAriaLabel="Opens AWS documentation">
                {text}
              </Link>
            ))}
          </SpaceBetween>
        )
      }
    >
      {topic.text.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {topic.term !== undefined && (
        <dl>
          <dt>{topic.term.name}</dt>
          <dd>{topic.term.meaning}</dd>
        </dl>
      )}
    </HelpPanel>
  );
}

/** The small `Info` link beside a heading: opens the help panel on its own topic. */
export function InfoLink({ topic }: { readonly topic: HelpTopic }) {
  return (
    <Link
      variant="info"
      ariaLabel={`Info about ${topic.title}`}
      onFollow={() => useFrame.setState({ help: topic, helpOpen: true })}
    >
      Info
    </Link>
  );
}
