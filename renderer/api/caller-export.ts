/** Where all that is kept of one caller is downloaded, as JSON. */
export const callerExportUrl = (namespace: string) => `/api/memory/${namespace}/export`;
