/** Where a question goes, judged by its wording alone. */
export type Route =
  | { kind: 'decline'; reason: 'empty' | 'too-long' | 'unreadable' }
  | { kind: 'person' }
  | { kind: 'greeting' }
  | { kind: 'identity' }
  | { kind: 'thanks' }
  /** Laughter, a test, a sigh: nothing is asked yet. */
  | { kind: 'noise' }
  /** Everything else is looked for in the documents. */
  | { kind: 'question' };

export const LONGEST_QUESTION = 20_000;

const GREETING =
  /^(?:(?:您|你|大家)好|哈[喽啰]|嗨|hi|hello|hey|在吗|有人吗|早上好|上午好|中午好|下午好|晚上好|早晨|喂)[啊呀呢吗哦！!。.，,~～\s]*(?:(?:您|你)好|在吗|有人吗)?[啊呀！!。.~～\s]*$/iu;
const IDENTITY =
  /^(?:请问)?(?:您|你)(?:到底)?(?:是谁|叫什么|是什么|是机器人吗|是真人吗|是人工吗|是不是机器人|能做什么|会做什么|会什么|会干什么|能干什么|能干啥|能帮我什么|有什么用|可以帮我什么)[^，。？?]{0,6}(?:[，。？?！!\s]*(?:您|你)?(?:能|会|可以|是)[^，。？?]{0,8}(?:什么|啥|机器人|真人)[^，。？?]{0,4})?[？?。！!\s]*$/u;
const THANKS =
  /^(?:(?:好的?|嗯+|行|明白|知道|懂|收到|ok|没事)了?[，,。！!\s]*)*(?:(?:(?:太|真是|非常|十分)?(?:谢谢|多谢|感谢|唔该|辛苦)[^，。！!？?]{0,4}[，,\s]*)*(?:(?:讲|说|答)?得?(?:很|好|真)?(?:清楚|明白|详细|好))?)?[，,。！!~～\s]*(?:再见|拜拜|没(?:别的)?事了|麻烦(?:了|您了|你了)|帮(?:了)?大忙了?|太好了)?[，,。！!~～\s]*$/iu;
const NOISE =
  /^(?:[哈呵嘿嘻啊呃额嗯哦噢哎唉喔]+|测试(?:一下|中)?|试试(?:看|一下)?|test(?:ing)?|\d{1,3}|\d{5,}|886|3q|(.)\1{2,})[啊呀了吧，,。.!！~～?？…\s]*$/iu;
/** 👍, 🙏: as good as thanks. */
const GESTURE = /^(?:[👍👌🙏👏🌹💐😊😄🙂❤🤝]\p{Emoji_Modifier}?\ufe0f?\s*)+$/u;
const PERSON =
  /转(?:接)?人工|人工(?:客服|服务|坐席|接听)?$|(?:找|要|转|接|叫|换|和|跟|同|想)[^，。]{0,6}(?:真人|活人|人工|客服|工作人员|值班(?:的)?(?:员|人员|同志)|专员|(?:律师|同志|人)(?:(?!对方|人家|他|她)[^，。]){0,3}(?:说话|聊|谈|讲话)(?!判|条件|钱|价))|(?:有没有|有冇)[^，。]{0,3}(?:真人|活人)|(?:真人|工作人员|人工客服|人工)(?:来|接|帮|跟|和|在线|在吗|聊|回|说)|不想(?:跟|和|同)机器人/u;
/** A question about what staff do, how many there are or which number to dial is no wish to talk to one. */
const ABOUT_STAFF = /(?:多少|几名|配备|职责|怎么配|规定|数量|打哪|打邊|打边|打几|号码|警察|反映|投诉)/u;

/** Beyond this many characters nobody only greets; and a long row of thanks must not keep the patterns busy. */
const LONGEST_COURTESY = 40;

/** 12348 by itself asks what it is. */
const isHotline = (words: string) => /^(?:12\d{3}|96110|110|119|120|122)$/u.test(words);

function courtesyOf(words: string): Route | null {
  if (GREETING.test(words)) return { kind: 'greeting' };
  if (IDENTITY.test(words)) return { kind: 'identity' };
  if (THANKS.test(words)) return { kind: 'thanks' };
  return NOISE.test(words) && !isHotline(words) ? { kind: 'noise' } : null;
}

/** @param text cleaned text of one turn */
export function route(text: string): Route {
  const words = text.trim();
  if (GESTURE.test(words)) return { kind: 'thanks' };
  if (!/[\p{L}\p{N}]/u.test(words)) return { kind: 'decline', reason: 'empty' };
  if (text.length > LONGEST_QUESTION) return { kind: 'decline', reason: 'too-long' };
  const courtesy = words.length <= LONGEST_COURTESY ? courtesyOf(words) : null;
  if (courtesy) return courtesy;
  if (!/[\p{Script=Han}\d]/u.test(words)) return { kind: 'decline', reason: 'unreadable' };
  if (PERSON.test(words) && !ABOUT_STAFF.test(words)) return { kind: 'person' };
  return { kind: 'question' };
}
