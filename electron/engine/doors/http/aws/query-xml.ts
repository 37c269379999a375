import type { ServiceModel, Shape } from '../../../../../shared/aws/models.ts';
import type { Fault } from '../../../../../shared/contract.ts';
import { element, escaped } from '../../../kernel/xml.ts';

/** An output in AWS Query's XML: result wrapper, lists as `member`, maps as `entry`, times in ISO 8601. */
export function answerXml(model: ServiceModel, operation: string, output: unknown, requestId: string): string {
  const { output: shape, resultWrapper } = model.operations[operation] as ServiceModel['operations'][string];
  const result =
    shape === null ? '' : element(resultWrapper ?? `${operation}Result`, contentOf(model, shape, output ?? {}));
  const metadata = element('ResponseMetadata', element('RequestId', requestId));
  return `<${operation}Response xmlns="${model.xmlNamespace}">${result}${metadata}</${operation}Response>\n`;
}

/** A fault in AWS Query's XML. */
export function errorXml(namespace: string, fault: Fault, requestId: string): string {
  const error = [
    element('Type', (fault.status ?? 400) >= 500 ? 'Receiver' : 'Sender'),
    element('Code', escaped(fault.code)),
    element('Message', escaped(fault.message)),
  ].join('');
  return `<ErrorResponse xmlns="${namespace}">${element('Error', error)}${element('RequestId', requestId)}</ErrorResponse>\n`;
}

function contentOf(model: ServiceModel, name: string, value: unknown): string {
  const shape = model.shapes[name] as Shape;
  switch (shape.type) {
    case 'structure':
      return Object.entries(shape.members ?? {})
        .map(([member, target]) => {
          const below = (value as Record<string, unknown>)[member];
          return below === undefined || below === null ? '' : element(member, contentOf(model, target, below));
        })
        .join('');
    case 'list':
      return (value as unknown[])
        .map((item) => element('member', contentOf(model, shape.member as string, item)))
        .join('');
    case 'map':
      return Object.entries(value as Record<string, unknown>)
        .map(([key, item]) =>
          element(
            'entry',
            element('key', escaped(key)) + element('value', contentOf(model, shape.value as string, item)),
          ),
        )
        .join('');
    case 'timestamp':
      return new Date((value as number) * 1000).toISOString().replace(/\.\d{3}Z$/, 'Z');
    default:
      return escaped(String(value));
  }
}
