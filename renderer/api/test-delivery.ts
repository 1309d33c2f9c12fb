import { useMutation } from '@tanstack/react-query';
import { deliveryTestResult } from '../../server/contracts/message.ts';
import { request } from './client.ts';

const testDelivery = async (tenantId: number) =>
  (await request('POST', `/api/tenants/${tenantId}/delivery-test`, deliveryTestResult)).results;

/** Sends a test message to every place that the tenant's messages go to, as saved. */
export function useTestDelivery(tenantId: number) {
  return useMutation({ mutationFn: () => testDelivery(tenantId) });
}
