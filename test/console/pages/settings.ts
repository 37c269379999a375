import { ConsolePage } from './console-page.ts';

/** The workspace: its clock, its region, its sample. */
export class SettingsPage extends ConsolePage {
  async visit(): Promise<void> {
    await this.open.go('/settings', 'Settings');
  }

  clock() {
    return this.open.outside('poolkeeper', 'GetClock', {});
  }
}
