import { Command, defaultFilter } from 'cmdk';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { pages } from '../pages/index.tsx';
import { globalActions, usePageActions, type PaletteAction } from '../state/palette.ts';
import { useFoundThings } from './palette-things.ts';

/** How well a command fits what was typed: by its title first, by its other words a little less, never by its inner name. */
function score(_value: string, search: string, words: readonly string[] = []): number {
  return Math.max(0, ...words.map((word, index) => (defaultFilter(word, search) ?? 0) * (index === 0 ? 1 : 0.8)));
}

/** What the palette offers: pages, actions, and pools and the like by name. */
export function Commands({ close }: { readonly close: () => void }) {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  // The dialog gave the focus to what it held when it was opened, which was before this came.
  useEffect(() => input.current?.focus(), []);
  const pageActions = usePageActions((state) => state.actions);
  const things = useFoundThings();
  const go = (path: string): void => {
    close();
    void navigate(path);
  };
  const act = (action: PaletteAction): void => {
    close();
    action.run();
  };
  const reachable = pages.filter(({ path }) => !path.includes(':'));
  const groups = Map.groupBy([...pageActions, ...globalActions], ({ group }) => group);
  return (
    <Command label="Command palette" loop filter={score}>
      <Command.Input ref={input} placeholder="Go to a page, a pool, or do something" />
      <Command.List>
        <Command.Empty>Nothing has that name.</Command.Empty>
        {pageActions.length > 0 && <Actions groups={groups} only={pageActions} act={act} />}
        <Command.Group heading="Pages">
          {reachable.map(({ path, title, keywords, nav }) => (
            <Command.Item
              key={path}
              value={`page ${path}`}
              keywords={[title, ...(keywords ?? [])]}
              onSelect={() => go(path)}
            >
              <span>{title}</span>
              <small>{nav?.section}</small>
            </Command.Item>
          ))}
        </Command.Group>
        {[...Map.groupBy(things, ({ kind }) => kind)].map(([kind, found]) => (
          <Command.Group key={kind} heading={kind}>
            {found.map(({ id, name, path }) => (
              <Command.Item key={id} value={`${kind} ${id}`} keywords={[name, id]} onSelect={() => go(path)}>
                <span>{name}</span>
                <small>{id}</small>
              </Command.Item>
            ))}
          </Command.Group>
        ))}
        <Actions groups={groups} only={globalActions} act={act} />
      </Command.List>
    </Command>
  );
}

function Actions({
  groups,
  only,
  act,
}: {
  readonly groups: ReadonlyMap<string, readonly PaletteAction[]>;
  readonly only: readonly PaletteAction[];
  readonly act: (action: PaletteAction) => void;
}) {
  return [...groups].map(([group, actions]) => {
    const shown = actions.filter((action) => only.includes(action));
    return shown.length === 0 ? null : (
      <Command.Group key={group} heading={group}>
        {shown.map((action) => (
          <Command.Item
            key={action.id}
            value={`action ${action.id}`}
            keywords={[action.title, ...(action.keywords ?? [])]}
            onSelect={() => act(action)}
          >
            <span>{action.title}</span>
          </Command.Item>
        ))}
      </Command.Group>
    );
  });
}
