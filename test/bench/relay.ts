// The floor: the least that carries a call between Twilio's stream and OpenAI's. It checks nothing, keeps nothing, sends
// no marks and knows nobody. The model is asked for a greeting as soon as it is there.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

const modelUrl = process.argv[2] ?? '';

const server = createServer((request, response) => {
  request.resume();
  const { port } = server.address() as AddressInfo;
  const stream = `<Stream url="ws://127.0.0.1:${port}/phone/media-stream"/>`;
  response.setHeader('content-type', 'text/xml');
  response.end(`<?xml version="1.0" encoding="UTF-8"?><Response><Connect>${stream}</Connect></Response>`);
});

const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (phone) => {
  const model = new WebSocket(modelUrl, { perMessageDeflate: false });
  let streamSid = '';
  let greeted = false;
  const greet = (): void => {
    if (greeted || streamSid === '' || model.readyState !== WebSocket.OPEN) return;
    greeted = true;
    model.send(JSON.stringify({ type: 'response.create' }));
  };
  phone.on('message', (data) => {
    const message = JSON.parse(data.toString());
    if (message.event === 'media') {
      if (model.readyState === WebSocket.OPEN)
        model.send(JSON.stringify({ type: 'input_audio_buffer.append', audio: message.media.payload }));
    } else if (message.event === 'start') {
      streamSid = message.start.streamSid;
      greet();
    }
  });
  model.on('message', (data) => {
    const event = JSON.parse(data.toString());
    if (event.type === 'response.output_audio.delta')
      phone.send(JSON.stringify({ event: 'media', streamSid, media: { payload: event.delta } }));
    else if (event.type === 'session.created')
      model.send(JSON.stringify({ type: 'session.update', session: { type: 'realtime' } }));
    else if (event.type === 'session.updated') greet();
    else if (event.type === 'input_audio_buffer.speech_started')
      phone.send(JSON.stringify({ event: 'clear', streamSid }));
  });
  phone.on('close', () => model.close());
  model.on('close', () => phone.close());
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`ready ${JSON.stringify({ publicPort: port })}\n`);
});
process.once('SIGTERM', () => process.exit(0));
