/** Where a new tenant is made that begins like another one. */
export const duplicate = (tenantId: number): string => `/tenants?new&from=${tenantId}`;
