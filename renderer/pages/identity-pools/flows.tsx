import { Checkbox, SpaceBetween } from '@cloudscape-design/components';

/** A flag of a pool in words. */
export const allowed = (flag: boolean | undefined): string => (flag === true ? 'Allowed' : 'Not allowed');

/** Guest access and the classic flow, each with what it means. */
export function FlowBoxes({
  guests,
  classic,
  onGuests,
  onClassic,
}: {
  readonly guests: boolean;
  readonly classic: boolean;
  readonly onGuests: (allowed: boolean) => void;
  readonly onClassic: (allowed: boolean) => void;
}) {
  return (
    <SpaceBetween size="m">
      <Checkbox
        checked={guests}
        description="Anybody gets credentials of the guest role, without a sign-in. In the enhanced flow they are limited to a list of services."
        onChange={({ detail }) => onGuests(detail.checked)}
      >
        Allow guests
      </Checkbox>
      <Checkbox
        checked={classic}
        description="GetOpenIdToken and AssumeRoleWithWebIdentity: the caller names the role. The enhanced flow is safer."
        onChange={({ detail }) => onClassic(detail.checked)}
      >
        Allow the basic (classic) flow
      </Checkbox>
    </SpaceBetween>
  );
}
