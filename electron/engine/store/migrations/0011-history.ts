/** Changes of configuration: who changed what, from what, to what. Documents are JSON; secrets are not kept. */
export const history = `
CREATE TABLE changes (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  caller TEXT NOT NULL,
  region TEXT NOT NULL,
  service TEXT NOT NULL,
  operation TEXT NOT NULL,
  input TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- what was changed, for example a pool's id, and its name as a reader knows it
  subject TEXT NOT NULL,
  -- NULL: it did not exist before, or does not exist after
  before TEXT,
  after TEXT,
  undone_at INTEGER
) STRICT;
CREATE INDEX changes_by_subject ON changes (kind, subject, id);
`;
