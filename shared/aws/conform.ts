import type { Service } from '../contract.ts';
import { contracts, FREE_SHAPES, type ServiceModel } from './models.ts';

/**
 * A valid input with what its contract knows and nothing else: members that it does not know are left out, as
 * are members, entries and items that are null. AWS reads `null` as absent, and clients do send it.
 *
 * @param input has passed `validate`
 */
export function conformed(
  service: Exclude<Service, 'poolkeeper'>,
  operation: string,
  input: unknown,
): Record<string, unknown> {
  const model: ServiceModel = contracts[service];
  const shape = model.operations[operation]?.input ?? null;
  return (shape === null ? {} : known(model, shape, input ?? {})) as Record<string, unknown>;
}

function known(model: ServiceModel, name: string, value: unknown): unknown {
  if (FREE_SHAPES.has(name)) return value;
  const shape = model.shapes[name];
  switch (shape?.type) {
    case 'structure': {
      const members = shape.members ?? {};
      return fromEntries(
        value as object,
        (member) => (Object.hasOwn(members, member) ? members[member] : undefined),
        model,
      );
    }
    case 'map':
      return fromEntries(value as object, () => shape.value, model);
    case 'list':
      return (value as unknown[]).filter(present).map((item) => known(model, shape.member as string, item));
    default:
      return value;
  }
}

const present = (value: unknown): boolean => value !== null && value !== undefined;

function fromEntries(
  value: object,
  shapeOf: (member: string) => string | undefined,
  model: ServiceModel,
): Record<string, unknown> {
  const kept: [string, unknown][] = [];
  for (const [member, inner] of Object.entries(value)) {
    const shape = shapeOf(member);
    if (shape !== undefined && present(inner)) kept.push([member, known(model, shape, inner)]);
  }
  return Object.fromEntries(kept);
}
