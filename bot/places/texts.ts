/** What the import says to people who fill in the spreadsheets, zh-CN. What citizens read stands in `bot/texts.ts`. */

/** Why opening hours cannot be read. */
export const hoursReasons = {
  shape: '看不懂，请写成“周一至周五 08:30-12:00 14:30-17:30”，几条之间用“；”隔开',
  noDays: '没有写星期几，例如“周一至周五 08:30-12:00”',
  unknownDays: (text: string) => `看不懂“${text}”是哪几天`,
  daysBackwards: (text: string) => `“${text}”的先后写反了`,
  notTime: (text: string) => `“${text}”不是时间段，请写成 08:30-12:00（24小时制）`,
  timesBackwards: (text: string) => `“${text}”的结束时间要晚于开始时间（24小时制）`,
  overlap: (text: string) => `“${text}”里的时间段重叠了`,
  twice: (day: string) => `${day}写了两次`,
} as const;

/** Why a cell is refused. */
export const reasons = {
  missing: '不能为空',
  tooLong: (limit: number) => `太长了，最多 ${limit} 个字`,
  notOneOf: (value: string, values: readonly string[]) =>
    `“${value}”不在可选范围内，可选：${values.join('、')}`,
  phone: '不是有效的电话，可以写11位手机、0751-8888888、12348 或 400 电话，几个号码用“、”隔开',
  licence: '执业证号只能是字母、数字和短横线，最多40位',
  latitude: '不是中国境内的纬度，应在 3.8 到 53.6 之间（是不是和经度写反了）',
  longitude: '不是中国境内的经度，应在 73.4 到 135.1 之间（是不是和纬度写反了）',
  halfPoint: '纬度和经度要么都填，要么都不填',
  date: '不是有效的日期，请写成 2026-11-01',
  future: '核对日期不能晚于今天',
  duplicate: (row: number) => `与第 ${row} 行重复`,
  formula: '是公式，请复制后“选择性粘贴”为数值',
  errorValue: (value: string) => `是错误值 ${value}，请改正`,
  notText: '单元格里不是文字或数字',
  extra: '表头之外的列里有内容',
} as const;

const megabytes = (bytes: number) => `${Math.round(bytes / (1024 * 1024))} MB`;

/** Why a file is refused as a whole: one line each. */
export const refusals = {
  missingFile: (file: string) => `找不到文件：${file}`,
  folder: (file: string) => `这是文件夹，不是表格文件：${file}`,
  tooBig: (bytes: number, limit: number) =>
    `文件太大（${megabytes(bytes)}），最多 ${megabytes(limit)}。请拆成几个文件或删去无关内容。`,
  empty: '文件是空的。',
  noRows: '表格里只有表头，没有数据行。',
  tooManyRows: (limit: number) =>
    `行数太多，最多 ${limit} 行数据。请删去多余的行（包括有格式的空行）后再导入。`,
  inflated: (limit: number) => `文件解压后超过 ${megabytes(limit)}，不像正常的表格，没有打开。`,
  tooManyParts: '文件里的部件太多，不像正常的表格，没有打开。',
  oldFormat: '这是旧版 .xls 文件或加了密码的文件，请在 Excel 或 WPS 里去掉密码，另存为 .xlsx 后再导入。',
  notSpreadsheet:
    '这个文件不是表格（.xlsx 或 .csv），或者已经损坏。请用 Excel 或 WPS 另存为 .xlsx 后再导入。',
  notText: '这个文件不是文字表格，或者编码看不懂。CSV 请保存为 UTF-8 或 GBK（GB18030）编码。',
  badCsv: (line: number) => `CSV 第 ${line} 行附近的引号没有成对，请检查后再导入。`,
  merged: (range: string) => `有合并单元格（${range}），请取消合并、逐行填写后再导入。`,
  hugeNames: '文件里的“名称”指向过大的区域，请在 Excel 的“名称管理器”里删掉后再导入。',
  manySheets: (names: readonly string[]) => `有多个工作表（${names.join('、')}），请只留要导入的那一个。`,
  header: (problem: string) => `表头不对：${problem}。可以用 --template 生成一份空表对照。`,
} as const;

export const headerProblems = {
  missing: (headers: readonly string[]) => `缺少 ${headers.join('、')}`,
  unknown: (headers: readonly string[]) => `不认识 ${headers.join('、')}`,
  repeated: (headers: readonly string[]) => `重复 ${headers.join('、')}`,
} as const;

/** A column without a header, 1-based. */
export const columnNumber = (number: number) => `第 ${number} 列`;

export const tableLabels = { places: '场所', practitioners: '人员' } as const;

export const usage =
  '用法：npm run -s import -- places|practitioners 文件.xlsx（或 .csv）导入；npm run -s import -- places|practitioners --template 新文件.xlsx（或 .csv）生成空表。';
export const templateExists = (file: string) => `文件已经存在，没有覆盖：${file}`;
export const templateSuffix = '模板文件名要以 .xlsx 或 .csv 结尾。';
export const templateWritten = (file: string) => `空表已生成：${file}`;
export const guideSheet = '填写说明';
export const guideHeaders = ['列', '必填', '怎么填'] as const;
export const yes = '是';
export const no = '否';
export const importBar = (label: string) => `导入${label}`;

export const problemLine = (row: number, header: string, reason: string) =>
  `第 ${row} 行「${header}」：${reason}`;
export const notImported = (rows: number, problems: number) =>
  `${rows} 行有问题（共 ${problems} 处），没有导入，原来的数据没有动。`;
export const imported = (label: string, total: number, file: string) =>
  `已导入${label} ${total} 行（${file}）`;
export const counts = (added: number, removed: number, changed: number, unchanged: number) =>
  `新增 ${added}，移除 ${removed}，修改 ${changed}，不变 ${unchanged}`;
export const addedLine = (label: string) => `  新增 ${label}`;
export const removedLine = (label: string) => `  移除 ${label}`;
export const changedLine = (label: string, headers: readonly string[]) =>
  `  修改 ${label}（${headers.join('、')}）`;
export const andMore = (count: number) => `  ……另有 ${count} 条`;
