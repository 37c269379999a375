/** The list of user pools, the wizard that creates one, and the tabs of a pool. */
import type { OpenConsole } from '../fixture.ts';
import type { FreshPool } from '../fresh.ts';
import { ConsolePage, WizardPage } from './console-page.ts';
import type { Part } from './part.ts';

export class UserPoolsPage extends ConsolePage {
  async visit(): Promise<void> {
    await this.open.go('/user-pools', 'User pools');
  }

  /** Asks to delete a pool, and gives the dialog that wants it confirmed. */
  async askToDelete(name: string): Promise<Part> {
    await this.radio(`Select ${name}`).check();
    await this.button('Delete').click();
    return this.dialog(`Delete user pool ${name}`);
  }
}

/** The wizard; each step has a heading of its own. */
export class CreatePoolPage extends WizardPage {
  async visit(): Promise<void> {
    await this.open.go('/user-pools/create');
    await this.says('Users sign in with');
  }
}

export type PoolTab =
  | 'overview'
  | 'applications'
  | 'resource-servers'
  | 'users'
  | 'groups'
  | 'import'
  | 'authentication'
  | 'identity-providers'
  | 'triggers'
  | 'branding'
  | 'security';

/** A pool and its tabs. */
export class PoolPage extends ConsolePage {
  readonly pool: FreshPool;
  constructor(open: OpenConsole, pool: FreshPool) {
    super(open);
    this.pool = pool;
  }

  async visit(tab: PoolTab): Promise<void> {
    await this.open.go(`${this.pool.path}/${tab}`, this.pool.name);
  }

  /** Has the changes of a section compared with what is stored, and gives the dialog. */
  async review(): Promise<Part> {
    await this.button(/^Review changes/).click();
    return this.dialog('Review changes');
  }
}
