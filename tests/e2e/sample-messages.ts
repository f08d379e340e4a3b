/** Messages of every kind that the page has a look for, made up. */
import type { Citation } from '../../knowledge/types.ts';
import { message } from '../bot/channels/memory-courier.ts';
import type { Script } from './scripted-server.ts';

const citation = (clause: string, verbatim: boolean): Citation => ({
  label: `《测试条例》${clause}`,
  document: '测试条例',
  clause,
  path: ['第一章', clause],
  quote: verbatim ? '申请人应当提交身份证明。' : '要带身份证。',
  verbatim,
  status: 'in-force',
  note: '',
  passageId: `测试条例#${clause}`,
});

export const SAMPLES: Script = {
  带什么: [
    message('要带身份证。\n\n「申请人应当提交身份证明。」\n\n· 代办的再带委托书', {
      citations: [citation('第三条', true), citation('第四条', false)],
      options: ['看看能不能申请法律援助'],
      rateable: true,
    }),
  ],
  问我: [
    message('只问几句。\n\n是哪一类事？（第2步，最多5步）\n\n1. 被欠工资\n2. 在工作时受了伤', {
      kind: 'clarify',
      options: ['被欠工资', '在工作时受了伤', '上一步', '跳过', '为什么问这个', '不做了'],
      progress: { at: 2, most: 5 },
    }),
  ],
  救命: [message('请马上拨打110。', { kind: 'emergency' })],
};
