/** Identity pools: the wizard that creates one, the tabs of a pool, the preview of what a sign-in would get. */
import type { OpenConsole } from '../fixture.ts';
import type { FreshIdentityPool } from '../fresh.ts';
import { ConsolePage, WizardPage } from './console-page.ts';
import type { Part } from './part.ts';

/** The wizard; each step has a heading of its own. */
export class CreateIdentityPoolPage extends WizardPage {
  async visit(): Promise<void> {
    await this.open.go('/identity-pools/create', 'Name and sign-in');
  }

  async addingProvider(): Promise<Part> {
    await this.button('Add identity provider').first().click();
    return this.dialog('Add identity provider');
  }

  /** Adds the sample's user pool with its app client. */
  async addSamplePool(): Promise<void> {
    const dialog = await this.addingProvider();
    await dialog.choose('User pool', 'us-east-1_Streaming');
    await dialog.choose('App client', 'streamingplatformwebclient');
    await dialog.button('Add provider').click();
    await dialog.isGone();
  }

  async addDeveloperProvider(name: string): Promise<void> {
    const dialog = await this.addingProvider();
    await dialog.choose('Kind of provider', /^Custom developer provider/);
    await dialog.field('Developer provider name').fill(name);
    await dialog.button('Add provider').click();
    await dialog.isGone();
  }
}

export class IdentityPoolPage extends ConsolePage {
  readonly pool: FreshIdentityPool;
  /** The preview's answer. */
  readonly answer: Part;

  constructor(open: OpenConsole, pool: FreshIdentityPool) {
    super(open);
    this.pool = pool;
    this.answer = this.region('Answer');
  }

  async visit(tab?: 'providers' | 'identities' | 'tags' | 'settings'): Promise<void> {
    await this.open.go(`${this.pool.path}${tab === undefined ? '' : `?tab=${tab}`}`, this.pool.name);
  }

  /** Opens one identity. */
  async visitIdentity(id: string): Promise<void> {
    await this.open.go(`${this.pool.path}?tab=identities&identity=${encodeURIComponent(id)}`, this.pool.name);
  }

  described() {
    return this.open.outside('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId: this.pool.id });
  }

  roles() {
    return this.open.outside('cognito-identity', 'GetIdentityPoolRoles', { IdentityPoolId: this.pool.id });
  }
}
