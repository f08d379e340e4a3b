/** The real HTTP server and the built page over a courier in memory whose core knows a few questions by heart. */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { createServer } from '../../bot/channels/http/server.ts';
import type { Courier, Inbound, OutboundMessage } from '../../bot/types.ts';
import type { Citation } from '../../knowledge/types.ts';
import { createMemoryCourier, message, serverOptions, textOf } from '../bot/channels/memory-courier.ts';

const ROOT = resolve(import.meta.dirname, '../..');

export interface TestServer {
  url: string;
  /** A person of the bureau answers in the chat that spoke last. */
  staffReplies(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Builds the page if needed and serves it on a free port of this machine. */
export async function startServerForTest(): Promise<TestServer> {
  execFileSync(process.execPath, ['scripts/build-web.ts'], { cwd: ROOT });
  const courier = createMemoryCourier(reply);
  const app = createServer(
    serverOptions({
      courier: withTimes(courier),
      staticDirectory: resolve(ROOT, 'bot/web/chat/dist'),
      now: Date.now,
    }),
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    async staffReplies(text) {
      const conversation = courier.accepted.at(-1)?.conversation;
      if (conversation === undefined) throw new Error('nobody has said anything yet');
      courier.say(
        conversation,
        message(`工作人员回复（编号 ${TICKET}）：\n\n${text}`, { kind: 'staff-reply', ticket: TICKET }),
      );
    },
    close: () => app.close(),
  };
}

/** The courier in memory stands still at 1970, which looks odd on a page. */
function withTimes(courier: Courier): Courier {
  const opened = Date.now();
  return {
    ...courier,
    transcript: async (...range) =>
      (await courier.transcript(...range)).map((line) => ({ ...line, at: opened + line.seq * 1000 })),
  };
}

const TICKET = '20251103-007';
const PAPER = '韶关市贯彻落实《关于加快推进公共法律服务体系建设的若干措施》的实施意见';
const NO_SUCCESSOR = '2021年8月25日印发。没有找到取代它的文件，现行效力请向韶关市司法局核实。';
const PERIOD_OVER = '本指标的期间是2021年至2022年，已经届满，仅供参考。';

function citation(clause: string, changes: Partial<Citation>): Citation {
  return {
    label: `韶司办〔2021〕56号${clause}`,
    document: PAPER,
    clause,
    path: [],
    quote: '',
    verbatim: true,
    status: 'unknown',
    note: NO_SUCCESSOR,
    passageId: `韶司办〔2021〕56号#${clause}`,
    ...changes,
  };
}

const legalAid = message(
  '法律援助是免费的。对符合条件的公民和特殊案件当事人，提供法律咨询、代理、刑事辩护等服务。\n\n是否符合条件，由法律援助机构审查决定。',
  {
    confidence: 0.93,
    citations: [
      citation('附件1·法律援助服务', {
        path: ['附件1 韶关市基本公共法律服务实施标准（2021-2022年）', '一、服务项目和内容', '法律援助服务'],
        quote:
          '对符合法律援助条件的公民和特殊案件当事人无偿提供法律咨询、代理、刑事辩护等服务, 建立专业法律援助律师团队, 提供优质法律援助服务。',
        status: 'expired',
        note: PERIOD_OVER,
      }),
      citation('（九）', {
        path: ['三、推进公共法律服务多元化专业化发展', '（九）着力为促进司法公正提供法律服务'],
        quote:
          '推进法律援助参与以审判为中心的刑事诉讼制度改革，健全申请法律援助和办案机关通知辩护的工作衔接机制，落实法律援助值班律师制度，推进公民申请法律援助证明事项告知承诺制和法律援助申请市域通办工作。',
      }),
      citation('第三十一条', {
        label: '《中华人民共和国法律援助法》第三十一条',
        document: '中华人民共和国法律援助法',
        quote:
          '请求给付赡养费、抚养费、扶养费，请求支付劳动报酬等事项，因经济困难没有委托代理人的，可以申请法律援助。',
        verbatim: false,
        status: 'in-force',
        note: '自2022年1月1日起施行。',
      }),
    ],
  },
);

const emergency = message(
  '请马上拨打110报警。不方便说话，可以找机会躲到有人的地方，再请身边的人帮您报警。\n\n· 先保护自己和孩子，离开危险的人，去有人、有灯的地方。\n· 受了伤，请同时拨打120。\n· 伤情、短信、聊天记录先留着，不要删。\n\n安全以后，再告诉我发生了什么，我帮您找法律上的办法。',
  { kind: 'emergency' },
);

const handoff = message(
  `好的，这就为您转给工作人员。\n\n已经给工作人员留言，编号 ${TICKET}，回复会发到这个对话里。着急的话，请拨打12348（公共法律服务热线），会有人听您说。`,
  { kind: 'handoff', reason: 'asked-for-person', ticket: TICKET },
);

const clarify = message('您问的公证，是想了解哪一方面？', {
  kind: 'clarify',
  options: ['公证有哪些服务？', '执业公证员要达到多少名？', '公证处可以上门或网上办证吗？'],
});

function reply(inbound: Inbound): OutboundMessage[] {
  const text = textOf(inbound);
  if (text === '/person') return [handoff];
  if (text.includes('法律援助')) return [legalAid];
  if (text.includes('拿刀')) return [emergency];
  if (text === '公证') return [clarify];
  return [message(`收到：${text}`)];
}
