// express-pouchdb over PouchDB's own LevelDB.   node pouch_server.mjs FOLDER
// Prints PORT and the port when it listens. express is version 4: express-pouchdb sets `query`, which version 5 does not allow.
import path from 'node:path'
import express from 'express'
import PouchDB from 'pouchdb'
import expressPouchDB from 'express-pouchdb'

const [folder] = process.argv.slice(2)
const Kept = PouchDB.defaults({ prefix: folder + path.sep })
const app = express()
app.use('/', expressPouchDB(Kept, { inMemoryConfig: true, logPath: path.join(folder, 'log.txt') }))
const server = app.listen(0, '127.0.0.1', () => console.log('PORT', server.address().port))
