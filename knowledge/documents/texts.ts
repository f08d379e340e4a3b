/** What is said when a paper cannot be read. One clear line each, saying what to do. */

export const paperErrors = {
  empty: () => '文件是空的，没有可读的文字。请换一份有正文的文件。',
  tooLarge: (bytes: number, limit: number) =>
    `文件有 ${bytes} 字节，超过上限 ${limit} 字节。请拆成几份再导入。`,
  encoding: (offset: number) =>
    `文件第 ${offset} 字节（从 0 数起）起既不是 UTF-8 也不是 GB18030 编码的文字。请另存为 UTF-8 纯文本。`,
  control: (offset: number) =>
    `文件第 ${offset} 字节（从 0 数起）是控制字符，看来不是纯文本。请另存为 UTF-8 纯文本。`,
  noClause: () =>
    '文件里没有找到任何条款（如“一、”“（一）”“第一条”“1.”或附件表格）。请确认这是一份完整的公文或法规。',
};
