// @tus/server with its own file store.   node tus_server.mjs FOLDER
// Prints its port. Everything as its documentation has it; a file of the folder without .json at its end is an upload.
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'

const server = new Server({ path: '/files', datastore: new FileStore({ directory: process.argv[2] }) })
const listening = server.listen({ host: '127.0.0.1', port: 0 }, () => console.log(`PORT ${listening.address().port}`))
// Node ends every request after five minutes with a 408, which tus-js-client takes for final: no photo would come over a slow link.
listening.requestTimeout = 0
