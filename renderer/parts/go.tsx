import { Button, Link, type ButtonProps, type LinkProps } from '@cloudscape-design/components';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';

/** What Cloudscape hands to `onFollow`: an event that can be kept from the browser, with the address. */
type Followed = {
  preventDefault(): void;
  readonly detail: { readonly href?: string | undefined; readonly external?: boolean | undefined };
};

/**
 * The `onFollow` for everything of Cloudscape that leads somewhere (navigation, breadcrumbs, links).
 *
 * An address within the console (`#/…`) goes through the router, so that unsaved work can ask first.
 */
export function useFollow(): (event: Followed) => void {
  const navigate = useNavigate();
  return (event) => {
    const { href, external } = event.detail;
    if (external === true || href === undefined || !href.startsWith('#')) return;
    event.preventDefault();
    void navigate(href.slice(1));
  };
}

/** A link to a page of the console: `<Go to="/outbox">Outbox</Go>`. */
export function Go({
  to,
  children,
  ...rest
}: { readonly to: string; readonly children: ReactNode } & Omit<LinkProps, 'href' | 'onFollow'>) {
  const follow = useFollow();
  return (
    <Link {...rest} href={`#${to}`} onFollow={follow}>
      {children}
    </Link>
  );
}

/** A button that leads to a page of the console: `<GoButton to="/user-pools/create" variant="primary">`. */
export function GoButton({
  to,
  children,
  ...rest
}: { readonly to: string; readonly children: ReactNode } & Omit<ButtonProps, 'href' | 'onFollow'>) {
  const follow = useFollow();
  return (
    <Button {...rest} href={`#${to}`} onFollow={follow}>
      {children}
    </Button>
  );
}
