/** The words of this room: where people can go, and whom they can ask. An empty text means "not on file". */

/** The ten counties and districts of 韶关, and the city itself for what serves all of them. */
export const COUNTIES = [
  '浈江区',
  '武江区',
  '曲江区',
  '乐昌市',
  '南雄市',
  '仁化县',
  '始兴县',
  '翁源县',
  '新丰县',
  '乳源瑶族自治县',
  '韶关市',
] as const;
export type County = (typeof COUNTIES)[number];
export const CITY: County = '韶关市';

/** In the order in which they are offered when nothing else decides. */
export const PLACE_KINDS = [
  '公共法律服务中心',
  '公共法律服务工作站',
  '公共法律服务工作室',
  '法律援助机构',
  '公证处',
  '仲裁机构',
  '劳动仲裁机构',
  '人民调解委员会',
  '司法鉴定机构',
  '法治宣传教育场所',
  '其他窗口',
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

export const PRACTITIONER_KINDS = [
  '律师',
  '公证员',
  '司法鉴定人',
  '人民调解员',
  '村（社区）法律顾问',
  '法律援助律师',
] as const;
export type PractitionerKind = (typeof PRACTITIONER_KINDS)[number];

export interface Place {
  name: string;
  kind: PlaceKind;
  services: readonly string[];
  county: County;
  town: string;
  address: string;
  /** One or more numbers, `、` between them. */
  phone: string;
  /** As `parseHours` reads it. */
  hours: string;
  /** Degrees, WGS-84; both or neither. */
  latitude: number | null;
  longitude: number | null;
  source: string;
  /** ISO date on which somebody of the bureau checked the row. */
  verifiedOn: string;
}

export interface Practitioner {
  name: string;
  kind: PractitionerKind;
  /** Firm, notary office, mediation committee, … */
  body: string;
  licenceNumber: string;
  county: County;
  town: string;
  fields: readonly string[];
  phone: string;
  source: string;
  verifiedOn: string;
}

/** The two tables that are imported from a spreadsheet. */
export interface Tables {
  places: Place;
  practitioners: Practitioner;
}
export type TableName = keyof Tables;

/** Degrees, WGS-84: what GPS, browsers and Telegram report. */
export interface Point {
  latitude: number;
  longitude: number;
}

/** Where the rows are kept; implemented by `storage/`. */
export interface PlaceStore {
  /** Grows with every import; 0 before the first. */
  version(): Promise<number>;
  places(): Promise<Place[]>;
  practitioners(): Promise<Practitioner[]>;
}

export interface ImportOrigin {
  /** Name of the file, without its folder. */
  file: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** What an import did, in the file's order. */
export interface Changes {
  added: readonly string[];
  removed: readonly string[];
  changed: readonly { label: string; headers: readonly string[] }[];
  unchanged: number;
}

export interface ImportStore {
  /**
   * Replaces the whole table in one transaction.
   * @param onProgress is told the share that is written, 0..1
   */
  replace<T extends TableName>(
    table: T,
    rows: readonly Tables[T][],
    origin: ImportOrigin,
    onProgress?: (share: number) => void,
  ): Promise<Changes>;
}
