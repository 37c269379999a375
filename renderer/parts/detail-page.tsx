import { Button, ContentLayout, SpaceBetween, Spinner, Tabs } from '@cloudscape-design/components';
import { Fragment, isValidElement, useEffect, useState, type ReactNode } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { EngineFault } from '../lib/fault.ts';
import type { Crumb } from '../state/frame.ts';
import { FaultAlert } from './fault-alert.tsx';
import type { HelpTopic } from '../lib/help.ts';
import { PageHeader } from './page-header.tsx';

/** One part of a resource, behind a tab. */
type Tab = { readonly id: string; readonly label: string; readonly content: ReactNode };

/**
 * The page of one resource: read, waited for, refused or shown; header with actions; deletion; parts behind tabs.
 *
 * ```tsx
 * const read = useCall('iam', 'GetUser', { UserName });
 * <DetailPage title={UserName} crumbs={[listCrumb('iam-user')]} help={USERS_HELP}
 *   read={read} of={read.output?.User}
 *   remove={(close, gone) => <DeleteUser userName={UserName} onClose={close} onDone={gone} />}>
 *   {(user) => <Overview items={[{ label: 'ARN', value: user.Arn, copy: true }]} />}
 * </DetailPage>
 * ```
 * `tabs` stand below the children; the open one stands in the address (`?tab=`), the first where none does.
 */
export function DetailPage<T>({
  title,
  description,
  crumbs,
  help,
  read,
  of,
  missing,
  actions,
  remove,
  tabs,
  tabsLabel,
  children,
}: {
  readonly title: string;
  readonly description?: ReactNode | undefined;
  /** From the area to the list of the resource; the last one is where it leads once the resource is deleted. */
  readonly crumbs: readonly Crumb[];
  readonly help?: HelpTopic;
  /** How the read stands. */
  readonly read: { readonly fault: EngineFault | undefined; readonly loading: boolean };
  /** The resource, once it is read. */
  readonly of: T | undefined;
  /** Shown where the read was answered and the resource is not there: for reads that list, which refuse nothing. */
  readonly missing?: ReactNode;
  /** Buttons before `Delete`. */
  readonly actions?: ReactNode;
  /** Asks and deletes; `close` closes the dialog, `gone` leaves the page. Use `DeleteDialog`. */
  readonly remove?: (close: () => void, gone: () => void) => ReactNode;
  /** `askToDelete` opens `remove`, for a button within a tab. */
  readonly tabs?: (of: T, askToDelete: () => void) => readonly Tab[];
  /** Names the tabs for screen readers: `Parts of the IAM user`. */
  readonly tabsLabel?: string;
  readonly children?: (of: T) => ReactNode;
}) {
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  const [isGone, setGone] = useState(false);
  const back = crumbs.at(-1)?.href ?? '/';
  // In an effect: by then its parts are gone too, and nothing of them is unsaved.
  useEffect(() => {
    if (isGone) void navigate(back);
  }, [isGone, navigate, back]);
  return (
    <ContentLayout
      header={
        <PageHeader
          title={title}
          crumbs={crumbs}
          description={description}
          help={help}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {actions}
              {remove !== undefined && (
                <Button disabled={of === undefined} onClick={() => setDeleting(true)}>
                  Delete
                </Button>
              )}
            </SpaceBetween>
          }
        />
      }
    >
      <SpaceBetween size="l">
        <FaultAlert fault={read.fault} />
        {read.loading && <Spinner size="large" />}
        {of === undefined && !read.loading && read.fault === undefined && missing}
        {of !== undefined && !isGone && stacked(children?.(of))}
        {of !== undefined && !isGone && tabs !== undefined && (
          <AddressTabs label={tabsLabel ?? `Parts of ${title}`} tabs={tabs(of, () => setDeleting(true))} />
        )}
      </SpaceBetween>
      {deleting &&
        remove?.(
          () => setDeleting(false),
          () => setGone(true),
        )}
    </ContentLayout>
  );
}

/** Parts given as a fragment, one by one: the layout puts its distance between its own children only. */
function stacked(parts: ReactNode): ReactNode {
  return isValidElement<{ children?: ReactNode }>(parts) && parts.type === Fragment ? parts.props.children : parts;
}

/** Tabs of which the open one stands in the address, so that links and the way back find it. */
function AddressTabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('tab');
  return (
    <Tabs
      ariaLabel={label}
      activeTabId={tabs.find(({ id }) => id === asked)?.id ?? tabs[0]?.id ?? ''}
      onChange={({ detail }) => setParameters({ tab: detail.activeTabId }, { replace: true })}
      tabs={[...tabs]}
    />
  );
}
