import { useEffect, useRef, useState } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { explainerPath } from '../../lib/explainer-path.ts';
import { addressOf, questionOf, type Question, type Sample } from './question.ts';

/** How long the address waits while somebody types, in milliseconds. */
const PAUSE = 250;

/** The question on the page, which the address follows; another address is another question. */
export function useQuestion(sample: Sample | undefined): [Question, (part: Partial<Question>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const { pathname } = useLocation();
  const [question, setQuestion] = useState(() => questionOf(parameters, sample));
  const written = useRef(withoutTab(parameters));
  useEffect(() => {
    const given = withoutTab(parameters);
    if (given === written.current) return;
    written.current = given;
    setQuestion((before) => questionOf(parameters, sample, before.token));
  }, [parameters, sample]);
  useEffect(() => {
    const next = new URLSearchParams(explainerPath(addressOf(question)).split('?')[1]);
    const text = next.toString();
    if (text === written.current) return undefined;
    const timer = setTimeout(() => {
      // While the next page is loaded, this one is still drawn; the address is no longer its own.
      if (!addressIsOf(pathname)) return;
      written.current = text;
      setParameters(
        (before) => {
          const tab = before.get('tab');
          if (tab !== null) next.set('tab', tab);
          return next;
        },
        { replace: true },
      );
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [question, pathname, setParameters]);
  return [question, (part) => setQuestion((before) => ({ ...before, ...part }))];
}

const addressIsOf = (pathname: string): boolean => window.location.hash.slice(1).split('?')[0] === pathname;

function withoutTab(parameters: URLSearchParams): string {
  const copy = new URLSearchParams(parameters);
  copy.delete('tab');
  return copy.toString();
}
