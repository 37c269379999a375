/** Roles: the list, the wizard that creates one, and the tabs of a role. */
import type { Locator } from 'playwright-core';
import type { OpenConsole } from '../fixture.ts';
import { ConsolePage, WizardPage } from './console-page.ts';

/** The wizard; each step has a heading of its own. */
export class CreateRolePage extends WizardPage {
  async visit(): Promise<void> {
    await this.open.go('/roles/create', 'Trusted entity');
  }

  get trustPolicy(): Locator {
    return this.page.getByRole('textbox', { name: 'Trust policy', exact: true });
  }
}

export class RolePage extends ConsolePage {
  readonly name: string;
  constructor(open: OpenConsole, name: string) {
    super(open);
    this.name = name;
  }

  async visit(tab?: 'trust' | 'settings' | 'uses'): Promise<void> {
    await this.open.go(`/roles/${this.name}${tab === undefined ? '' : `?tab=${tab}`}`, this.name);
  }

  get trustPolicy(): Locator {
    return this.page.getByRole('textbox', { name: 'Trust policy', exact: true });
  }

  /** The trust policy that is stored, as JSON. */
  async storedTrust(): Promise<string> {
    const { Role } = await this.open.outside('iam', 'GetRole', { RoleName: this.name });
    return decodeURIComponent(Role.AssumeRolePolicyDocument ?? '');
  }

  async inlinePolicies(): Promise<readonly string[]> {
    return (await this.open.outside('iam', 'ListRolePolicies', { RoleName: this.name })).PolicyNames;
  }
}
