// A CAP server with made-up customers. Prints {"url"} when it takes requests; ends with its standard input.
//   node server.mjs ROWS
import cds from '@sap/cds'
import express from 'express'

const rows = Number(process.argv[2])
const groups = ['10', '20', '30', '40']
const names = ['Birch & Sons', 'Café “Zentral”', 'Øresund Trading', '山田商店', 'O\'Leary \\ Partners']

function customer(number) {
    return {
        dataAreaId: number % 5 === 4 ? 'usrt' : 'usmf',
        CustomerAccount: 'C-' + String(number).padStart(6, '0'),
        OrganizationName: `${names[number % names.length]} ${number}`,
        CreditLimit: number % 7 === 0 ? null : `${number * 13 % 100000}.${String(number % 100).padStart(2, '0')}`,
        RecordId: 5637144576 + number,
        Rating: number / 8,
        OnHold: number % 11 === 0,
        Since: `20${String(10 + number % 15)}-0${1 + number % 9}-15`,
        ModifiedDateTime: `2026-03-0${1 + number % 9}T06:${String(number % 60).padStart(2, '0')}:11.${String(number % 1000).padStart(3, '0')}Z`,
        Notes: number % 3 === 0 ? 'two\r\nlines' : '',
        Kind: number % 2 ? 'Person' : 'Organization',
        Group_CustomerGroupId: groups[number % groups.length],
    }
}

cds.root = import.meta.dirname ?? new URL('.', import.meta.url).pathname
cds.env.requires.db = { kind: 'sqlite', impl: '@cap-js/sqlite', credentials: { url: ':memory:' } }
cds.env.requires.auth = { kind: 'dummy', impl: cds.env.requires.auth?.impl }
const model = await cds.load('model.cds')
cds.model = cds.compile.for.nodejs(model)
await cds.deploy(model).to('db')
const db = await cds.connect.to('db')
cds.db = db
await db.run(cds.ql.INSERT.into('foreign.CustomerGroups').entries(
    groups.map(id => ({ CustomerGroupId: id, Description: `Group ${id}`, PaymentTermName: `Net${id}` }))))
for (let first = 0; first < rows; first += 1000)
    await db.run(cds.ql.INSERT.into('foreign.Customers').entries(
        Array.from({ length: Math.min(1000, rows - first) }, (_, i) => customer(first + i))))
const app = express()
await cds.serve('all').from(model).in(app)
const server = app.listen(0, '127.0.0.1', () =>
    process.stdout.write(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` }) + '\n'))
process.stdin.on('end', () => process.exit(0)).resume()
