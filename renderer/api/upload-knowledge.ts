import { useMutation, useQueryClient } from '@tanstack/react-query';
import { knowledgeItem, knowledgeUpload } from '../../server/contracts/knowledge.ts';
import { fieldErrors } from '../ui/field-errors.ts';
import { ApiError, request } from './client.ts';
import { knowledgeChanged } from './knowledge-changed.ts';

/** The bytes of a file as base64. */
function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(new Error('The file could not be read. Is it still there?'));
    reader.readAsDataURL(file);
  });
}

async function uploadKnowledge(tenantId: number, file: File) {
  const body = { fileName: file.name, content: await base64Of(file) };
  const [problem] = Object.values(fieldErrors(knowledgeUpload, body));
  if (problem !== undefined) throw new ApiError(400, 'invalid', problem);
  return request('POST', `/api/tenants/${tenantId}/knowledge/files`, knowledgeItem, body);
}

export function useUploadKnowledge(tenantId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => uploadKnowledge(tenantId, file),
    onSuccess: () => knowledgeChanged(client, tenantId),
  });
}
