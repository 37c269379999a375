/**
 * Local identity providers under their own name; they were called stand-ins before.
 *
 * The history names kinds, operations and members of inputs: its rows follow, so that what was changed before
 * can still be read and undone.
 */
export const localProviders = `
ALTER TABLE stand_ins RENAME TO local_providers;
ALTER TABLE stand_in_people RENAME TO local_provider_people;
ALTER TABLE local_provider_people RENAME COLUMN stand_in TO local_provider;
ALTER TABLE stand_in_tokens RENAME TO local_provider_tokens;
ALTER TABLE local_provider_tokens RENAME COLUMN stand_in TO local_provider;
DROP INDEX stand_in_tokens_by_person;
DROP INDEX stand_in_tokens_by_expiry;
CREATE INDEX local_provider_tokens_by_person ON local_provider_tokens (local_provider, person);
CREATE INDEX local_provider_tokens_by_expiry ON local_provider_tokens (expires_at);

UPDATE keys SET owner = 'local-provider:' || substr(owner, length('stand-in:') + 1) WHERE owner LIKE 'stand-in:%';
UPDATE changes
SET
  kind = 'local-provider',
  operation = replace(operation, 'StandIn', 'LocalProvider'),
  input = CASE
    WHEN json_type(input, '$.StandIn') IS NULL THEN input
    ELSE json_set(json_remove(input, '$.StandIn'), '$.LocalProvider', json_extract(input, '$.StandIn'))
  END
WHERE kind = 'stand-in';
`;
