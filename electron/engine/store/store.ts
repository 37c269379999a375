import type Database from 'better-sqlite3';
import { accessStatements } from './access.ts';
import { apiStatements } from './apis.ts';
import { authEventStatements } from './auth-events.ts';
import { clientStatements } from './clients.ts';
import { codeStatements } from './codes.ts';
import { customSignInStatements } from './custom-sign-ins.ts';
import { deviceStatements } from './devices.ts';
import { domainStatements } from './domains.ts';
import { functionStatements } from './functions.ts';
import { groupStatements } from './groups.ts';
import { historyStatements } from './history.ts';
import { identityStatements } from './identities.ts';
import { importStatements } from './imports.ts';
import { keyStatements } from './keys.ts';
import { linkedIdentityStatements } from './linked-identities.ts';
import { messageStatements } from './messages.ts';
import { passkeyStatements } from './passkeys.ts';
import { poolStatements } from './pools.ts';
import { recordStatements } from './records.ts';
import { resourceStatements } from './resources.ts';
import { sessionStatements } from './sessions.ts';
import { softwareTokenStatements } from './software-tokens.ts';
import { localProviderStatements } from './local-providers.ts';
import { tokenStatements } from './tokens.ts';
import { uploadStatements } from './uploads.ts';
import { userStatements } from './users.ts';
import { userSessionStatements } from './user-sessions.ts';
import { workspaceStatements } from './workspace.ts';

/** How a resource's file prepares its statements. */
export type Sql = {
  readonly db: Database.Database;
  /** A statement that reads. */
  read(sql: string): Database.Statement<unknown[]>;
  /** A statement that writes: it insists on standing inside a transaction (`ctx.write`). */
  write(sql: string): Database.Statement<unknown[]>;
};

/** Every statement of the engine, a property a resource. The only SQL. */
export type Store = ReturnType<typeof createStore>;

/** Prepares all statements on an opened, migrated database. */
export function createStore(db: Database.Database) {
  const sql: Sql = { db, read: (text) => db.prepare(text), write: (text) => guarded(db, db.prepare(text)) };
  return {
    /** Runs `run` in one immediate transaction; nested calls join the outer one. */
    write: <T>(run: () => T): T => (db.inTransaction ? run() : db.transaction(run).immediate()),
    close: (): void => {
      db.close();
    },
    workspace: workspaceStatements(sql),
    pools: poolStatements(sql),
    clients: clientStatements(sql),
    groups: groupStatements(sql),
    users: userStatements(sql),
    codes: codeStatements(sql),
    keys: keyStatements(sql),
    messages: messageStatements(sql),
    sessions: sessionStatements(sql),
    softwareTokens: softwareTokenStatements(sql),
    devices: deviceStatements(sql),
    passkeys: passkeyStatements(sql),
    customSignIns: customSignInStatements(sql),
    tokens: tokenStatements(sql),
    identities: identityStatements(sql),
    history: historyStatements(sql),
    access: accessStatements(sql),
    apis: apiStatements(sql),
    localProviders: localProviderStatements(sql),
    resources: resourceStatements(sql),
    uploads: uploadStatements(sql),
    records: recordStatements(sql),
    domains: domainStatements(sql),
    linkedIdentities: linkedIdentityStatements(sql),
    authEvents: authEventStatements(sql),
    userSessions: userSessionStatements(sql),
    functions: functionStatements(sql),
    imports: importStatements(sql),
  };
}

function guarded(db: Database.Database, statement: Database.Statement<unknown[]>): Database.Statement<unknown[]> {
  const run = statement.run.bind(statement);
  statement.run = (...parameters: unknown[]) => {
    if (!db.inTransaction) throw new Error(`a write outside a transaction: ${statement.source}`);
    return run(...parameters);
  };
  return statement;
}
