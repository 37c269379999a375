import {
  pickedCompletion,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
} from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import type { PolicyKind } from '../../../shared/poolkeeper/operations.ts';
import { offersAt, variables, type Knowledge, type Offer } from './offers.ts';
import { spotAt, type Spot } from './spot.ts';
import { loadAuthorization, thingsOfWorkspace } from './things.ts';

/** What the icons of the list show. */
const TYPES: Readonly<Record<Offer['kind'], string>> = {
  element: 'property',
  action: 'function',
  service: 'namespace',
  resource: 'class',
  operator: 'keyword',
  key: 'property',
  value: 'constant',
  variable: 'variable',
};

/** Completes elements, actions, resources, condition keys, values and variables of a policy. */
export function policyCompletion(kind: PolicyKind): CompletionSource {
  return async (context) => {
    const text = context.state.doc.toString();
    const spot = spotAt(text, context.pos);
    if (spot === undefined) return null;
    // Outside quotes only what was asked for, or begun.
    if (!spot.quoted && !context.explicit && spot.from === context.pos) return null;
    const [data, things] = await Promise.all([loadAuthorization(), thingsOfWorkspace()]);
    const known: Knowledge = { kind, data, things };
    return variableResult(context, text, spot, known) ?? spotResult(context, text, spot, known);
  };
}

/** Inside `${` of a value. */
function variableResult(
  context: CompletionContext,
  text: string,
  spot: Spot,
  known: Knowledge,
): CompletionResult | null {
  if (spot.at !== 'value' || !spot.quoted) return null;
  const written = text.slice(spot.from, context.pos);
  const begun = /\$\{([^}]*)$/.exec(written);
  if (begun === null) return null;
  return {
    from: context.pos - (begun[1] ?? '').length,
    options: variables(known).map((offer): Completion => ({
      ...shownAs(offer),
      apply: (view, completion, from, to) => {
        const rest = view.state.sliceDoc(to, to + 1) === '}' ? 1 : 0;
        const end = offer.open === true ? '' : '}';
        change(
          view,
          completion,
          from,
          to + rest,
          offer.text + (end === '' && rest === 1 ? '}' : end),
          offer.text.length + end.length,
        );
      },
    })),
    validFor: /^[\w:.\-/]*$/,
  };
}

function spotResult(context: CompletionContext, text: string, spot: Spot, known: Knowledge): CompletionResult | null {
  // What stands behind the cursor is replaced too, so it does not narrow the choice.
  const options = offersAt(text, { ...spot, to: context.pos }, known);
  if (options.length === 0) return null;
  const written = text.slice(spot.from, context.pos);
  return {
    from: spot.from,
    options: options.map((offer): Completion => ({
      ...shownAs(offer),
      apply: (view, completion, _from, to) => write(view, completion, offer, to),
    })),
    // A colon turns services into their actions: asked anew.
    validFor: written.includes(':') ? /^[\w:.\-/*]*:[\w:.\-/*]*$/ : /^[\w.\-/*]*$/,
  };
}

function shownAs(offer: Offer): Completion {
  return {
    label: offer.text,
    type: TYPES[offer.kind],
    ...(offer.detail === undefined ? {} : { detail: offer.detail }),
    ...(offer.info === undefined ? {} : { info: offer.info }),
    ...(offer.boost === undefined ? {} : { boost: offer.boost }),
  };
}

/** Writes what was chosen, with the quotes, colon and value that it needs, and goes on completing where more is wanted. */
function write(view: EditorView, completion: Completion, offer: Offer, position: number): void {
  const text = view.state.doc.toString();
  const spot = spotAt(text, position);
  if (spot === undefined) return;
  const from = spot.quoted ? spot.from - 1 : spot.from;
  const to = spot.quoted && spot.closed ? spot.to + 1 : spot.to;
  const rest = text.slice(to);
  const quoted = JSON.stringify(offer.text);
  if (offer.open === true) {
    const name = spot.at === 'name' && !/^\s*:/.test(rest) ? `: ${(offer.after ?? '""').replace('|', '')}` : '';
    change(view, completion, from, to, quoted + name + comma(rest, name !== ''), quoted.length - 1);
    if (offer.kind === 'service') startCompletion(view);
    return;
  }
  if (spot.at === 'value' || /^\s*:/.test(rest)) {
    change(view, completion, from, to, quoted + (spot.at === 'value' ? comma(rest, true) : ''), quoted.length);
    return;
  }
  const after = offer.after ?? '"|"';
  const cursor = after.indexOf('|');
  const written = `${quoted}: ${after.replace('|', '')}`;
  change(view, completion, from, to, written + comma(rest, true), quoted.length + 2 + cursor);
  if (cursor < after.length - 1) startCompletion(view);
}

/** A comma, where another member or item follows without one. */
const comma = (rest: string, finished: boolean): string => (finished && /^\s*["{[]/.test(rest) ? ',' : '');

function change(
  view: EditorView,
  completion: Completion,
  from: number,
  to: number,
  insert: string,
  cursor: number,
): void {
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + cursor },
    scrollIntoView: true,
    userEvent: 'input.complete',
    annotations: pickedCompletion.of(completion),
  });
}
