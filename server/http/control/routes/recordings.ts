import { Readable } from 'node:stream';
import { z } from 'zod';
import { callKey } from '../../../call/record.ts';
import { callSid } from '../../../contracts/call-sid.ts';
import { AppError } from '../../../platform/errors.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { byteRange } from '../byte-range.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';
import { waveBytes, waveSound } from '../wave-sound.ts';

const params = z.object({ callSid });
/** `download`: to be kept as a file, which the audit log tells; without it the sound is played. */
const query = z.object({ download: z.literal('1').optional() });

type RecordingParts = Pick<ControlParts, 'archive' | 'audit' | 'recordings' | 'registry'>;

/** The sound of calls: played in parts as a player asks for them, and deleted. */
export function recordingRoutes(app: ControlApp, parts: RecordingParts): void {
  const { archive, audit, recordings, registry } = parts;
  const placeOf = (sid: string) => {
    if (registry.get(sid))
      throw new AppError('conflict', 'The call is still going on. Its recording is there once it has ended.');
    const call = archive.find(sid);
    return call && { scope: tenantScope(call.tenantId), key: callKey(sid) };
  };
  const note = (tenantId: number, action: string, sid: string) =>
    audit.append({ by: OPERATOR, action, tenantId, detail: { callSid: sid } });
  const nothing = (): never => {
    throw new AppError('not-found', 'There is no recording of this call.');
  };

  app.get(
    '/api/calls/:callSid/recording',
    { schema: { params, querystring: query } },
    async (request, reply) => {
      const place = placeOf(request.params.callSid) ?? nothing();
      const { soundBytes } = (await recordings.find(place.scope, place.key)) ?? nothing();
      const size = waveBytes(soundBytes);
      if (request.query.download)
        await note(place.scope.tenantId, 'recording.downloaded', request.params.callSid);
      const asked = byteRange(request.headers.range, size);
      reply.header('accept-ranges', 'bytes').header('cache-control', 'private, no-store');
      if (asked === null) return reply.code(416).header('content-range', `bytes */${size}`).send();
      const { from, to } = asked === 'whole' ? { from: 0, to: size } : asked;
      if (asked !== 'whole') reply.code(206).header('content-range', `bytes ${from}-${to - 1}/${size}`);
      const read = (first: number, last: number) => recordings.read(place.scope, place.key, first, last);
      return reply
        .type('audio/wav')
        .header('content-length', to - from)
        .send(Readable.from(waveSound(soundBytes, read, from, to), { objectMode: false }));
    },
  );

  app.delete(
    '/api/calls/:callSid/recording',
    { schema: { params, response: { 204: z.null() } } },
    async (request, reply) => {
      const sid = request.params.callSid;
      const place = placeOf(sid) ?? nothing();
      if (!(await recordings.remove(place.scope, place.key))) nothing();
      await archive.update(place.scope, sid, (record) => ({ ...record, recorded: false }));
      await note(place.scope.tenantId, 'recording.deleted', sid);
      return reply.code(204).send(null);
    },
  );
}
