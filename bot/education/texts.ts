/** What is wrong with the items as data, for whoever writes them; zh-CN. */
export const messages = {
  unreadable: (reason: string) => `seeds/education.yaml 读不了：${reason}`,
  twice: (id: string) => `${id} 出现了两次`,
  noSuchTopic: (topic: string) => `没有一张卡片的主题是 ${topic}`,
  tooFew: (found: number) => `这个主题只有${found}条，至少要两条`,
  tooLong: (sentences: number) => `有${sentences}句话，最多三句`,
} as const;
