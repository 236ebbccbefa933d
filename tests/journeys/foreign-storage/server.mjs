// Azurite, Microsoft's own emulator of Azure Storage: its blob service alone, on a free port, all in memory and without
// telemetry. Prints one line of JSON when it is ready: {"url"}. Ends with its standard input.
//   node server.mjs LOG
// LOG is a file in which it writes down every request with its headers.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const { BlobServerFactory } = require('azurite/dist/src/blob/BlobServerFactory')
const { configLogger } = require('azurite/dist/src/common/Logger')

const log = process.argv[2]
process.argv.splice(2, 1, '--blobHost', '127.0.0.1', '--blobPort', '0', '--inMemoryPersistence', '--disableTelemetry',
    '--silent', '--debug', log)
configLogger(true, log)
const server = await new BlobServerFactory().createServer()
await server.start()
console.log(JSON.stringify({ url: server.getHttpServerAddress() }))
process.stdin.on('end', () => process.exit(0)).resume()
