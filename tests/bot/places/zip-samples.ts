/** Zip files as no spreadsheet program writes them. */
import { crc32, deflateRawSync } from 'node:zlib';

interface Part {
  name: string;
  content: string | Buffer;
}

/** A zip of these parts. `lie` replaces the unpacked size that directory and headers claim. */
export function zipOf(parts: readonly Part[], lie?: number): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const common = sizes(bytes, packed, name, lie);
    const local = Buffer.concat([hex('504b0304'), common, hex('0000'), Buffer.from(name), packed]);
    directory.push(
      Buffer.concat([
        hex('504b01021400'),
        common,
        hex('000000000000000000000000'),
        number32(offset),
        Buffer.from(name),
      ]),
    );
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.concat([
    hex('504b050600000000'),
    number16(parts.length),
    number16(parts.length),
    number32(central.length),
    number32(offset),
    hex('0000'),
  ]);
  return Buffer.concat([...locals, central, end]);
}

/** What local header and directory share, from "version needed" to the name's length. */
function sizes(bytes: Buffer, packed: Buffer, name: string, lie = bytes.length): Buffer {
  return Buffer.concat([
    hex('14000000080000002100'),
    number32(crc32(bytes)),
    number32(packed.length),
    number32(lie),
    number16(Buffer.byteLength(name)),
  ]);
}

const hex = (digits: string) => Buffer.from(digits, 'hex');

function number32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

function number16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

const TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const RELATIONS = (type: string, target: string) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATION}/${type}" Target="${target}"/></Relationships>`;

/** A minimal workbook around the inside of `<worksheet>`. */
export function handmadeXlsx(sheet: string, names = ''): Buffer {
  return zipOf([
    { name: '[Content_Types].xml', content: TYPES },
    { name: '_rels/.rels', content: RELATIONS('officeDocument', 'xl/workbook.xml') },
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${RELATION}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>${names}</workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: RELATIONS('worksheet', 'worksheets/sheet1.xml') },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${sheet}</worksheet>`,
    },
  ]);
}

/** `<sheetData>` of text cells. */
export function sheetData(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row, index) => {
    const cells = row.map(
      (text, column) =>
        `<c r="${'ABCDEFGHIJKLMNOP'[column]}${index + 1}" t="inlineStr"><is><t>${text}</t></is></c>`,
    );
    return `<row r="${index + 1}">${cells.join('')}</row>`;
  });
  return `<sheetData>${lines.join('')}</sheetData>`;
}
