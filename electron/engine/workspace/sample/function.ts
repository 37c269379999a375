/** The variables of the sample's function: where its films are, and which identity pool takes its viewers' tokens. */
export const filmVariables = (ids: { bucket: string; identityPoolId: string; poolId: string }, region: string) => ({
  BUCKET: ids.bucket,
  IDENTITY_POOL_ID: ids.identityPoolId,
  LOGIN: `cognito-idp.${region}.amazonaws.com/${ids.poolId}`,
});

/**
 * The code of the sample's function: reads a film from S3 with whatever credentials it has.
 *
 * It would run on Lambda as it is, so it needs no SDK: it signs by itself (Signature Version 4). Behind a JWT
 * authorizer it takes the viewer's token to the identity pool first and acts with what that answers; else it acts
 * with the credentials in its environment, be they its own role's or those of the caller.
 */
export const FILM_FUNCTION = `import { createHash, createHmac } from 'node:crypto'

const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, BUCKET, IDENTITY_POOL_ID, LOGIN } = process.env

export const handler = async (event) => {
  const { tier, film } = event.pathParameters
  const credentials = event.requestContext.authorizer?.jwt ? await ofViewer(event.headers.authorization) : ofFunction()
  const response = await signedGet(\`/\${BUCKET}/catalog/\${tier}/\${film}.json\`, credentials)
  const text = await response.text()
  console.log(\`\${credentials.accessKeyId} read catalog/\${tier}/\${film}.json: \${response.status}\`)
  if (response.ok) return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: text }
  const [, code = 'Error'] = /<Code>(.*?)<\\/Code>/.exec(text) ?? []
  const [, message = text] = /<Message>(.*?)<\\/Message>/.exec(text) ?? []
  return { statusCode: response.status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code, message }) }
}

/** What Lambda gives a function: its role's credentials, here those of the caller where the route passes them on. */
const ofFunction = () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
})

/** The viewer's token for the viewer's credentials, at the identity pool. */
async function ofViewer(authorization) {
  const Logins = { [LOGIN]: authorization.replace(/^Bearer /i, '') }
  const { IdentityId } = await identity('GetId', { IdentityPoolId: IDENTITY_POOL_ID, Logins })
  const { Credentials } = await identity('GetCredentialsForIdentity', { IdentityId, Logins })
  return {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretKey,
    sessionToken: Credentials.SessionToken,
  }
}

async function identity(operation, input) {
  const response = await fetch(endpoint ?? \`https://cognito-identity.\${region}.amazonaws.com\`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': \`AWSCognitoIdentityService.\${operation}\`,
    },
    body: JSON.stringify(input),
  })
  const output = await response.json()
  if (!response.ok) throw new Error(\`\${operation}: \${output.__type}: \${output.message}\`)
  return output
}

/** GET of a path of S3, signed with Signature Version 4. */
async function signedGet(path, { accessKeyId, secretAccessKey, sessionToken }) {
  const address = new URL(path, endpoint ?? \`https://s3.\${region}.amazonaws.com\`)
  const time = new Date().toISOString().replace(/[:-]|\\.\\d+/g, '')
  const headers = {
    host: address.host,
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    'x-amz-date': time,
    ...(sessionToken ? { 'x-amz-security-token': sessionToken } : {}),
  }
  const names = Object.keys(headers).sort()
  const lines = names.map((name) => \`\${name}:\${headers[name]}\\n\`).join('')
  const canonical = ['GET', address.pathname, '', lines, names.join(';'), 'UNSIGNED-PAYLOAD'].join('\\n')
  const scope = [time.slice(0, 8), region, 's3', 'aws4_request']
  const digest = createHash('sha256').update(canonical).digest('hex')
  const key = scope.reduce((last, part) => createHmac('sha256', last).update(part).digest(), \`AWS4\${secretAccessKey}\`)
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), digest].join('\\n')
  const signature = createHmac('sha256', key).update(text).digest('hex')
  const { host, ...sent } = headers
  return fetch(address, {
    headers: {
      ...sent,
      authorization: \`AWS4-HMAC-SHA256 Credential=\${accessKeyId}/\${scope.join('/')}, SignedHeaders=\${names.join(';')}, Signature=\${signature}\`,
    },
  })
}
`;
