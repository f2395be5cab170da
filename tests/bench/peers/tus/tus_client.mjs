// One act of tus-js-client, told step by step on standard output.   node tus_client.mjs JSON
//   {endpoint, file, pipe, headers, options, storage, act: "upload" | "terminate", after}
//   storage   a file in which it remembers what was begun, so that another process goes on
//   after     act terminate: bytes that are taken by the server before it is asked to forget them
// Says URL …, RESUMED, AT n, and at the end DONE URL, TERMINATED or ERROR status text.
import fs from 'node:fs'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { FileUrlStorage, Upload } from 'tus-js-client'

const asked = JSON.parse(process.argv[2])
const say = text => fs.writeSync(1, `${text}\n`)
const end = text => { say(text); process.exit(0) }

const options = {
  endpoint: asked.endpoint, headers: asked.headers, metadata: { filename: path.basename(asked.file), filetype: 'image/jpeg' },
  retryDelays: new Array(200).fill(50), ...asked.options,
  onUploadUrlAvailable: () => say(`URL ${upload.url}`),
  onProgress: sent => say(`SENT ${sent}`),
  onChunkComplete: (size, taken) => {
    say(`AT ${taken}`)
    if (asked.act === 'terminate' && taken >= asked.after) {
      upload.abort(true).then(() => end('TERMINATED'), error => end(`ERROR ${error}`))
    }
  },
  onSuccess: () => end(`DONE ${upload.url}`),
  onError: error => end(`ERROR ${error.originalResponse?.getStatus() ?? 0} ${String(error).replaceAll('\n', ' ')}`),
}
if (asked.storage) options.urlStorage = new FileUrlStorage(asked.storage)
// Of a pipe nobody knows the length before its end; of a stream made from a path it does, and then waits for ever for the rest.
const file = fs.createReadStream(asked.file)
const upload = new Upload(asked.pipe ? file.pipe(new PassThrough()) : file, options)
const begun = asked.storage ? await upload.findPreviousUploads() : []
if (begun.length > 0) {
  upload.resumeFromPreviousUpload(begun[0])
  say('RESUMED')
}
upload.start()
