/** Methods of an HTTP API's routes; `ANY` stands for every one. Without zod, so that the console's forms can use it. */
export const API_METHODS = ['ANY', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
