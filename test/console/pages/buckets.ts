import { readFileSync } from 'node:fs';
import type { OpenConsole } from '../fixture.ts';
import { ConsolePage } from './console-page.ts';

export class BucketsPage extends ConsolePage {
  async visit(): Promise<void> {
    await this.open.go('/resources', 'Buckets');
  }
}

/** A bucket: its objects, its CORS rules, its policy. */
export class BucketPage extends ConsolePage {
  readonly bucket: string;
  constructor(open: OpenConsole, bucket: string) {
    super(open);
    this.bucket = bucket;
  }

  async visit(folder = ''): Promise<void> {
    await this.open.go(`/resources/${this.bucket}${folder === '' ? '' : `?prefix=${folder}`}`, this.bucket);
  }

  async upload(path: string): Promise<void> {
    await this.root.getByLabel('Files to upload').setInputFiles(path);
  }

  /** Drops files of the page's own making onto the list; each holds its name. */
  async drop(...names: string[]): Promise<void> {
    const files = await this.page.evaluateHandle((given) => {
      const transfer = new DataTransfer();
      for (const name of given) transfer.items.add(new File([name], name, { type: 'text/plain' }));
      return transfer;
    }, names);
    await this.page.locator('.pk-drop').dispatchEvent('drop', { dataTransfer: files });
  }

  /** Downloads what is selected, and gives its bytes. */
  async download(): Promise<Buffer> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.button('Download').click()]);
    return readFileSync(await download.path());
  }
}
