/** The columns of the two spreadsheets: Chinese headers for people, fields for the code. */
import { COUNTIES, PLACE_KINDS, PRACTITIONER_KINDS, type TableName, type Tables } from './types.ts';

export interface Column<Field extends string = string> {
  field: Field;
  header: string;
  required: boolean;
  /** How to fill it in, for the template. */
  hint: string;
}

const COUNTY_HINT = COUNTIES.join('、');
const LIST_HINT = '几项之间用“、”隔开';
const PHONE_HINT = '手机11位，或 0751-8888888，或 12348、400 电话；几个号码之间用“、”隔开';
const SOURCE: Column<'source' | 'verifiedOn'>[] = [
  { field: 'source', header: '来源', required: true, hint: '这一行是从哪里核实的，例如公告名称或网址' },
  { field: 'verifiedOn', header: '核对日期', required: true, hint: '例如 2026-11-01，不能晚于今天' },
];

export const COLUMNS: { [T in TableName]: readonly Column<Extract<keyof Tables[T], string>>[] } = {
  places: [
    { field: 'name', header: '名称', required: true, hint: '完整名称' },
    { field: 'kind', header: '类型', required: true, hint: PLACE_KINDS.join('、') },
    { field: 'services', header: '服务事项', required: false, hint: LIST_HINT },
    { field: 'county', header: '县区', required: true, hint: `${COUNTY_HINT}（服务全市的写韶关市）` },
    { field: 'town', header: '镇街', required: false, hint: '乡镇或街道' },
    { field: 'address', header: '地址', required: true, hint: '能照着走到的地址' },
    { field: 'phone', header: '电话', required: false, hint: PHONE_HINT },
    {
      field: 'hours',
      header: '开放时间',
      required: false,
      hint: '例如 周一至周五 08:30-12:00 14:30-17:30；周六 09:00-12:00。节假日也开的另写：节假日 09:00-12:00',
    },
    { field: 'latitude', header: '纬度', required: false, hint: 'WGS-84，例如 24.8103；不知道就不填' },
    { field: 'longitude', header: '经度', required: false, hint: 'WGS-84，例如 113.5972；不知道就不填' },
    ...SOURCE,
  ],
  practitioners: [
    { field: 'name', header: '姓名', required: true, hint: '姓名' },
    { field: 'kind', header: '类别', required: true, hint: PRACTITIONER_KINDS.join('、') },
    { field: 'body', header: '执业机构', required: true, hint: '律师事务所、公证处、调解委员会等' },
    { field: 'licenceNumber', header: '执业证号', required: false, hint: '没有就不填' },
    { field: 'county', header: '县区', required: true, hint: `${COUNTY_HINT}（服务全市的写韶关市）` },
    { field: 'town', header: '镇街', required: false, hint: '乡镇、街道或村（社区）' },
    { field: 'fields', header: '专业领域', required: false, hint: LIST_HINT },
    { field: 'phone', header: '电话', required: false, hint: PHONE_HINT },
    ...SOURCE,
  ],
};

/** What makes two rows the same entry: a second one in a file is refused, and an import compares by it. */
export function keyOf<T extends TableName>(table: T, row: Tables[T]): string {
  const identity: { [K in TableName]: (row: Tables[K]) => string[] } = {
    places: ({ name, address }) => [name, address],
    practitioners: ({ name, body, licenceNumber }) => [name, body, licenceNumber],
  };
  return identity[table](row)
    .filter((part) => part !== '')
    .join(' · ');
}
