import { ConsolePage } from './console-page.ts';
import type { Part } from './part.ts';

/** The page of a Lambda function: its code, and its test run. */
export class FunctionPage extends ConsolePage {
  /** Opens the list and from it the function. */
  async visit(name: string): Promise<void> {
    await this.open.go('/functions');
    await this.page.getByRole('link', { name, exact: true }).click();
    await this.heading(name);
  }

  /** Replaces the code in the editor without saving it. */
  async write(code: string): Promise<void> {
    await this.field('Code of the function').click();
    await this.press('ControlOrMeta+a', 'Delete');
    await this.page.keyboard.insertText(code);
  }

  async runTest(): Promise<Part> {
    await this.button('Run test').click();
    return this.region('Result of the test run');
  }
}
