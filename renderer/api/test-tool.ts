import { useMutation } from '@tanstack/react-query';
import { type HttpTool, toolTestResult } from '../../server/contracts/tools.ts';
import { request } from './client.ts';

interface Test {
  tool: HttpTool;
  arguments: Record<string, unknown>;
}

/** Makes a real request with a tool, saved or not. */
export function useTestTool(id: number) {
  return useMutation({
    mutationFn: (test: Test) => request('POST', `/api/tenants/${id}/tools/test`, toolTestResult, test),
  });
}
