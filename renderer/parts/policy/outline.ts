import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';

type SyntaxNode = ReturnType<typeof syntaxTree>['topNode'];

/** One statement of the outline, and where it stands. */
export type OutlineItem = {
  readonly text: string;
  readonly effect: string;
  readonly from: number;
  readonly to: number;
};

/** The statements of a policy in their order, as far as they are written. */
export function outlineOf(state: EditorState): OutlineItem[] {
  const root = syntaxTree(state).topNode.getChild('Object');
  const value = root === null ? null : valueOf(state, root, 'Statement');
  if (value === null) return [];
  const statements = value.name === 'Array' ? value.getChildren('Object') : value.name === 'Object' ? [value] : [];
  return statements.map((statement, index) => {
    const sid = textOf(state, valueOf(state, statement, 'Sid'));
    const effect = textOf(state, valueOf(state, statement, 'Effect'));
    const does = valueOf(state, statement, 'Action') ?? valueOf(state, statement, 'NotAction');
    const actions = does === null ? [] : does.name === 'Array' ? does.getChildren('String') : [does];
    const first = actions[0] === undefined ? '' : textOf(state, actions[0]);
    const more = actions.length > 1 ? ` and ${actions.length - 1} more` : '';
    return {
      text: sid === '' ? `${index + 1}: ${first}${more}` : `${index + 1}: ${sid}`,
      effect,
      from: statement.from,
      to: statement.to,
    };
  });
}

function valueOf(state: EditorState, object: SyntaxNode, name: string): SyntaxNode | null {
  const property = object.getChildren('Property').find((one) => textOf(state, one.getChild('PropertyName')) === name);
  const value = property?.lastChild ?? null;
  return value === null || value.name === 'PropertyName' || value.name === '⚠' ? null : value;
}

const textOf = (state: EditorState, node: SyntaxNode | null): string =>
  node === null ? '' : state.sliceDoc(node.from, node.to).replace(/^"|"$/g, '');
