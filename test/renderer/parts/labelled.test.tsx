// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { LabelledInput, LabelledSelect, LabelledTextarea } from '../../../renderer/parts/labelled.tsx';
import { mount, type Mounted } from './mount.tsx';

let mounted: Mounted;
afterEach(() => mounted.stop());

const ROLES = [{ value: 'arn:free', label: 'free' }];

function Page() {
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  return (
    <>
      <LabelledInput
        label="Name"
        problem={name === 'bad' ? 'Not bad.' : undefined}
        value={name}
        onChange={setName}
        trim
      />
      <LabelledTextarea label="Text" value={text} onChange={setText} />
      <output>{JSON.stringify([name, text])}</output>
      <LabelledSelect label="Listed" options={ROLES} value="arn:free" onChange={setName} />
      <LabelledSelect label="Other" options={ROLES} value="arn:gone" onChange={setName} />
      <LabelledSelect label="Called" options={ROLES} value="arn:gone" unlisted="gone" onChange={setName} />
      <LabelledSelect label="Unshown" placeholder="Choose" options={ROLES} value="x" unlisted="" onChange={setName} />
      <LabelledSelect label="None" placeholder="Choose" options={ROLES} value="" onChange={setName} />
    </>
  );
}

const typed = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

test('a text is trimmed where spaces are never meant, and kept elsewhere; a problem stands at its field', async () => {
  mounted = await mount(<Page />);
  typed('Name', ' bad ');
  typed('Text', ' two ');
  expect(screen.getByText('["bad"," two "]')).toBeDefined();
  expect(screen.getByText('Not bad.')).toBeDefined();
  typed('Name', 'good');
  expect(screen.queryByText('Not bad.')).toBeNull();
});

test('a choice is shown by its label, another value as it is or as it is called, and none as none', async () => {
  mounted = await mount(<Page />);
  const shown = (label: string) => screen.getByRole('button', { name: new RegExp(`^${label}`) }).textContent;
  expect(['Listed', 'Other', 'Called', 'Unshown', 'None'].map(shown)).toEqual([
    'free',
    'arn:gone',
    'gone',
    'Choose',
    'Choose',
  ]);
});
