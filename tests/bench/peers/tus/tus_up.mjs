// Files up with tus-js-client, one after the other.   node tus_up.mjs URL default|fast FILE...
//   default   its own options: after 0, 1, 3 and 5 s, begun anew whenever something got through
//   fast      tried again every 100 ms for as long as it takes
// Prints DONE and how many went through. A file that is given up is not tried again: that is what an app without more would do.
import fs from 'node:fs'
import path from 'node:path'
import { Upload } from 'tus-js-client'

const [url, mode, ...files] = process.argv.slice(2)
const options = mode === 'fast' ? { retryDelays: new Array(100000).fill(100) } : {}

const up = file => new Promise(done => {
  const upload = new Upload(fs.createReadStream(file), {
    endpoint: url, uploadSize: fs.statSync(file).size, metadata: { filename: path.basename(file) }, ...options,
    onSuccess: () => done(1), onError: error => { console.error(String(error)); done(0) },
  })
  upload.start()
})

let through = 0
for (const file of files) through += await up(file)
console.log(`DONE ${through}`)
process.exit(0)
