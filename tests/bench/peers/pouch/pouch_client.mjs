// One replication by PouchDB, timed.   node pouch_client.mjs FOLDER load DOCS | push URL BATCH | pull URL BATCH
//   load   put the documents of the file DOCS (a JSON array, each with an _id) into the local store; not timed
//   push   the local store to URL        pull   URL into the local store        BATCH   documents at a time, 0: its own choice
// Retries for ever, as an app would, and keeps its connections: by itself PouchDB opens one for each request in Node, which a
// browser would not. Prints DONE and a line of JSON: seconds, requests, documents here and there.
import { readFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import PouchDB from 'pouchdb'

const [folder, action, where, batch] = process.argv.slice(2)
const Kept = PouchDB.defaults({ prefix: folder + path.sep })
const local = new Kept('reports')

if (action === 'load') {
  const all = JSON.parse(readFileSync(where, 'utf8'))
  for (let at = 0; at < all.length; at += 1000) await local.bulkDocs(all.slice(at, at + 1000))
  console.log('DONE', JSON.stringify({ here: (await local.info()).doc_count }))
} else {
  let requests = 0
  const agent = new http.Agent({ keepAlive: true })
  const remote = new Kept(where, { fetch: (to, how) => { requests += 1; return PouchDB.fetch(to, { ...how, agent }) } })
  const options = { retry: true, back_off_function: () => 200 }
  if (Number(batch)) options.batch_size = Number(batch)
  await local.info()
  const started = process.hrtime.bigint()
  await (action === 'push' ? local.replicate.to(remote, options) : local.replicate.from(remote, options))
  const seconds = Number(process.hrtime.bigint() - started) / 1e9
  const here = (await local.info()).doc_count
  console.log('DONE', JSON.stringify({ seconds, requests, here, there: (await remote.info()).doc_count }))
}
process.exit(0)
