import type { ClientEvent, ClientEventOf, Complaint } from './client-events.ts';
import type { Items } from './items.ts';
import type { SessionState } from './session-state.ts';

export interface Situation {
  state: SessionState;
  items: Items;
  /** Agent audio was sent. */
  spoke: boolean;
  activeResponse: string | null;
}

/** What is wrong with a well-formed event in this situation, or `null`. */
export function complaintAbout(event: ClientEvent, now: Situation): Complaint | null {
  switch (event.type) {
    case 'session.update':
      return update(event, now);
    case 'input_audio_buffer.commit':
      return complaint('input_audio_buffer_commit_empty', 'The input buffer is empty.');
    case 'conversation.item.create':
      return create(event, now.items);
    case 'conversation.item.delete':
      return known(event.item_id, 'delete', now.items);
    case 'conversation.item.retrieve':
      return known(event.item_id, 'retrieve', now.items);
    case 'conversation.item.truncate':
      return truncate(event, now.items);
    case 'response.create':
      return now.activeResponse === null
        ? null
        : complaint(
            'conversation_already_has_active_response',
            `Conversation already has an active response in progress: ${now.activeResponse}. Wait until the response is finished before creating a new one.`,
          );
    case 'response.cancel':
      return now.activeResponse === null
        ? complaint('response_cancel_not_active', 'Cancellation failed: no active response found')
        : null;
    default:
      return null;
  }
}

function update({ session }: ClientEventOf<'session.update'>, now: Situation): Complaint | null {
  const voice = session.audio?.output?.voice;
  if (now.spoke && voice !== undefined && voice !== now.state.audio.output.voice)
    return complaint(
      'cannot_update_voice',
      "Cannot update a conversation's voice if assistant audio is present.",
      'session.audio.output.voice',
    );
  if (session.model !== undefined && session.model !== now.state.model)
    return complaint('invalid_value', 'The model of a session cannot be changed.', 'session.model');
  const transcription = session.audio?.input?.transcription;
  if (transcription?.languages && /^(whisper|gpt-4o|gpt-realtime-whisper)/.test(transcription.model))
    return complaint(
      'invalid_value',
      `Languages are not supported by '${transcription.model}'.`,
      'session.audio.input.transcription.languages',
    );
  return null;
}

function create(event: ClientEventOf<'conversation.item.create'>, items: Items): Complaint | null {
  const after = event.previous_item_id ?? 'root';
  if (after !== 'root' && !items.find(after))
    return complaint(
      'item_create_invalid_previous_item_id',
      `Item '${after}' is unknown.`,
      'previous_item_id',
    );
  const { id } = event.item;
  if (id !== undefined && items.find(id))
    return complaint('item_create_duplicate_id', `Item '${id}' exists.`, 'item.id');
  if (event.item.type === 'function_call_output' && !items.called(event.item.call_id))
    return complaint('invalid_tool_call_id', `Tool call '${event.item.call_id}' is unknown.`, 'item.call_id');
  return null;
}

function truncate(event: ClientEventOf<'conversation.item.truncate'>, items: Items): Complaint | null {
  const item = items.find(event.item_id);
  if (!item)
    return complaint('item_truncate_invalid_item_id', `Item '${event.item_id}' does not exist.`, 'item_id');
  if (item.role !== 'assistant' || item.audioMs === 0)
    return complaint('invalid_value', 'Only model output audio messages can be truncated', 'item_id');
  if (event.audio_end_ms > item.audioMs)
    return complaint(
      'invalid_value',
      `Audio content of ${Math.floor(item.audioMs)}ms is already shorter than ${event.audio_end_ms}ms`,
      'audio_end_ms',
    );
  return null;
}

function known(itemId: string, act: 'delete' | 'retrieve', items: Items): Complaint | null {
  if (items.find(itemId)) return null;
  return complaint(`item_${act}_invalid_item_id`, `The item with id '${itemId}' does not exist.`, 'item_id');
}

function complaint(code: string, message: string, param: string | null = null): Complaint {
  return { code, message, param };
}
