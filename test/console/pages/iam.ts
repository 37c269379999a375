/** IAM users and identity providers. */
import type { Download } from 'playwright-core';
import type { OpenConsole } from '../fixture.ts';
import { ConsolePage } from './console-page.ts';

export class IamUserPage extends ConsolePage {
  readonly name: string;
  constructor(open: OpenConsole, name: string) {
    super(open);
    this.name = name;
  }

  async visit(tab?: 'keys' | 'tags'): Promise<void> {
    await this.open.go(`/iam/users/${this.name}${tab === undefined ? '' : `?tab=${tab}`}`, this.name);
  }

  /** The access keys of the user as IAM lists them. */
  async keys() {
    return (await this.open.outside('iam', 'ListAccessKeys', { UserName: this.name })).AccessKeyMetadata;
  }
}

export class ProviderPage extends ConsolePage {
  readonly arn: string;
  constructor(open: OpenConsole, arn: string) {
    super(open);
    this.arn = arn;
  }

  get path(): string {
    return `/iam/providers/${encodeURIComponent(this.arn)}`;
  }

  get name(): string {
    return this.arn.split('/').at(-1) ?? this.arn;
  }

  async visit(): Promise<void> {
    await this.open.go(this.path, this.name);
  }
}

/** Reads a download from the browser. */
export async function downloaded(download: Download): Promise<{ name: string; text: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString() };
}
