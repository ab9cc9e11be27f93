/** The ordered table of routes: the first that accepts a message handles it. A new capability adds its routes here. */
import { decide, giveBack, isReturning, listWaiting } from './activity/approve.ts'
import { edit, giveReason, isWithdrawing, pressEntry, withdraw } from './activity/change.ts'
import { pressFile } from './activity/file-choices.ts'
import { isForActivities, receiveFile } from './activity/files.ts'
import { handbook, openCard } from './activity/handbook.ts'
import { listOwn, search } from './activity/lists.ts'
import { listMissing } from './activity/proof.ts'
import { isQuickCount, quickCount, undoOr } from './activity/quick.ts'
import { record, recordHelp, recordTyped, tellsWork } from './activity/record.ts'
import { repliesToEntry, replyToEntry } from './activity/replies.ts'
import { hasOpenCard, pressCard, typeOnCard } from './activity/steer.ts'
import { ask } from './ask/ask.ts'
import { goBack, openEntry, openFacet, rate, saysBack } from './ask/browse.ts'
import { noneOfThese, refusesChoices } from './ask/no-answer.ts'
import { shorter, wantsShorter } from './ask/shorter.ts'
import { showLog } from './audit-log.ts'
import { answersCase, answerTyped } from './cases/answer-form.ts'
import { hasFile } from './cases/case-files.ts'
import { namesCase, openNamed, pressCase, repliesToCase, replyInCase } from './cases/find-case.ts'
import { person } from './cases/hand-off.ts'
import { listCases } from './cases/list.ts'
import { asksOwnCases, ownCases } from './cases/own-status.ts'
import { answerPhone, answersPhone } from './cases/phone.ts'
import {
  goToBotTyped,
  saysBackToBot,
  saysSettled,
  settleTyped,
  talk,
  talksToOfficer,
} from './cases/resident.ts'
import { wantsPerson } from './cases/wants-person.ts'
import { commands, helperRoles, leadRoles, staffRoles } from './commands.ts'
import { fillName, fillsName, ownData, pressData } from './data/own-data.ts'
import { askForData } from './data/requests.ts'
import { asksForOwnData, ownDataTyped } from './data/said.ts'
import { dataRequests } from './data/settle-requests.ts'
import { addsToSent, addToSent } from './feedback/after-sent.ts'
import {
  addsToFeedback,
  addToFeedback,
  beginsWithPicture,
  feedback,
  fillFeedback,
  fillsFeedback,
  pressFeedback,
} from './feedback/feedback.ts'
import type { Handler, Route } from './handler.ts'
import { help, menu } from './help.ts'
import { invite, register } from './invite.ts'
import { chooseLanguage, setLanguage } from './language.ts'
import { learnPress, learnText, learnWaits } from './learning/form.ts'
import { unansweredList } from './learning/groups.ts'
import { tellMe } from './learning/wishes.ts'
import { link, unlink } from './link.ts'
import { fillNotice, notice } from './notices/compose.ts'
import { answersConsent, consentTyped } from './notices/consent.ts'
import { fillsNotice, noticeFormOf, takesFile } from './notices/notice-form.ts'
import { pressNotice } from './notices/press.ts'
import { saysStop, stopNotices } from './notices/stop.ts'
import { pressSubscription, subscribeTyped, subscriptionScreen } from './notices/subscribe.ts'
import { asksForNotices } from './notices/wishes.ts'
import { otherContent } from './other-content.ts'
import { pause, resume } from './pause.ts'
import {
  fetchesPlan,
  handsInPlan,
  planReview,
  pressPlan,
  takePlan,
  typePlanValue,
  typesPlanValue,
} from './plan/review.ts'
import { askErase, erase, privacy } from './privacy.ts'
import { browseFields, findProcedures } from './procedures/find.ts'
import { openProcedure, openProcedurePart } from './procedures/open.ts'
import { listsItems, provesMark, takeFile, takeWords, tellsOfMark } from './progress/mark-evidence.ts'
import { pressMark, typeItems } from './progress/marks.ts'
import { pressProgress, progress } from './progress/overview.ts'
import { listReadings, pressReading } from './progress/readings.ts'
import { schedule } from './progress/schedule.ts'
import { reminderPress } from './reminders/name.ts'
import { reminders } from './reminders/own.ts'
import { pressReminder } from './reminders/press.ts'
import { pressReport, report, saysReport } from './report/baocao.ts'
import { givesReason, pressReason, takeReason } from './report/reasons.ts'
import { makePoster } from './satisfaction/qr.ts'
import {
  asksToRate,
  explainNothing,
  explains,
  explainTyped,
  rateTyped,
  ratingTapped,
} from './satisfaction/rate.ts'
import { takeNews, waitsForNews } from './scripts/news.ts'
import { pressScript, writeScript } from './scripts/scripts.ts'
import {
  helloGroup,
  isAddedToGroup,
  isPersonalInGroup,
  pointToPrivateChat,
  staffGroup,
} from './staff-group.ts'
import { start } from './start.ts'
import { pressSummary, summary } from './summary/summary.ts'

/** A route for "/name" and its words; roles come from the command table. */
export const onCommand = (name: string, handle: Handler): Route => {
  const command = commands.find(candidate => candidate.name === name)
  if (command === undefined) throw new Error(`route for a command that is not in the table: ${name}`)
  return { name, roles: command.roles, accepts: incoming => incoming.command?.name === name, handle }
}

/** A route for taps (or typed choices) whose value begins with `name`. */
export const onPress = (name: string, handle: Handler, more: Partial<Route> = {}): Route => ({
  name,
  accepts: incoming => incoming.pressed?.name === name,
  handle,
  ...more,
})

const cancel: Handler = ({ session }, { t }) => {
  const { form, ...rest } = session
  return {
    replies: [{ text: t(form === undefined ? 'other.nothing-to-cancel' : 'other.cancelled') }],
    session: rest,
  }
}

const unknownCommand: Handler = (_incoming, { t }) => ({ replies: [{ text: t('other.unknown-command') }] })
const silence: Handler = () => ({ replies: [] })

export const routes: readonly Route[] = [
  { name: 'not-addressed', accepts: ({ update }) => !update.addressed, handle: silence },
  { name: 'group-hello', accepts: isAddedToGroup, handle: helloGroup },
  { name: 'group-personal', accepts: isPersonalInGroup, handle: pointToPrivateChat },
  { name: 'notices-stop', accepts: saysStop, handle: stopNotices },
  { name: 'case-named', accepts: namesCase, wantsFile: hasFile, handle: openNamed },
  { name: 'case-reply', accepts: repliesToCase, wantsFile: hasFile, handle: replyInCase },
  { name: 'case-answer', accepts: answersCase, wantsFile: hasFile, handle: answerTyped },
  { name: 'case-settled', accepts: saysSettled, handle: settleTyped },
  { name: 'case-bot', accepts: saysBackToBot, handle: goToBotTyped },
  { name: 'case-phone', accepts: answersPhone, handle: answerPhone },
  { name: 'case-talk', accepts: talksToOfficer, wantsFile: hasFile, handle: talk },
  onPress('case', pressCase),
  { name: 'notices-consent', accepts: answersConsent, handle: consentTyped },
  { name: 'notices-subscribe', accepts: asksForNotices, handle: subscribeTyped },
  { name: 'feedback-picture', accepts: beginsWithPicture, wantsFile: hasFile, handle: feedback },
  { name: 'feedback-add', accepts: addsToFeedback, wantsFile: hasFile, handle: addToFeedback },
  { name: 'feedback-more', accepts: addsToSent, wantsFile: hasFile, handle: addToSent },
  onCommand('start', start),
  onCommand('trogiup', help),
  onCommand('hoi', ask),
  onCommand('thutuc', findProcedures),
  onCommand('canbo', person),
  onCommand('phananh', feedback),
  onCommand('viec', listCases),
  onCommand('ngonngu', chooseLanguage),
  onCommand('riengtu', privacy),
  onCommand('dulieu', ownData),
  onCommand('xoadulieu', askErase),
  onCommand('yeucaudulieu', askForData),
  onCommand('yeucau', dataRequests),
  onCommand('nhatky', showLog),
  onCommand('dangkytin', subscriptionScreen),
  onCommand('huy', undoOr(cancel)),
  onCommand('dangky', register),
  onCommand('lienket', link),
  onCommand('ghi', record),
  onCommand('hotro', recordHelp),
  onCommand('cuatoi', listOwn),
  onCommand('sua', edit),
  onCommand('xoa', withdraw),
  onCommand('timhd', search),
  onCommand('thieuminhchung', listMissing),
  onCommand('duyet', listWaiting),
  onCommand('tiendo', progress),
  onCommand('lich', schedule),
  onCommand('nhac', reminders),
  onCommand('cachhieu', listReadings),
  onCommand('soanbai', writeScript),
  onCommand('baocao', report),
  onCommand('napkehoach', planReview),
  onCommand('tomtat', summary),
  onCommand('camnang', handbook),
  onCommand('moi', invite),
  onCommand('thongbao', notice),
  onCommand('chuatraloi', unansweredList),
  onCommand('nhom', staffGroup),
  onCommand('maqr', makePoster),
  onCommand('tamdung', pause),
  onCommand('moilai', resume),
  onPress('menu', menu),
  onPress('entry', openEntry),
  onPress('facet', openFacet),
  onPress('rate', rate),
  onPress('none', noneOfThese),
  onPress('tellme', tellMe),
  onPress('learn', learnPress, { roles: leadRoles }),
  onPress('tthc', openProcedure),
  onPress('tthcf', openProcedurePart),
  onPress('tthcl', browseFields),
  onPress('person', person),
  onPress('pa', pressFeedback),
  onPress('tin', pressSubscription),
  onPress('viec', listCases, { roles: staffRoles }),
  onPress('hl', ratingTapped),
  onPress('hlbo', explainNothing),
  onPress('language', setLanguage),
  onPress('erase', erase),
  onPress('data', pressData),
  { name: 'own-name', accepts: fillsName, handle: fillName },
  onPress('unlink', unlink),
  { name: 'satisfaction-visit', accepts: asksToRate, handle: rateTyped },
  { name: 'satisfaction-words', accepts: explains, handle: explainTyped },
  { name: 'feedback-form', accepts: fillsFeedback, handle: fillFeedback },
  {
    name: 'notice-form',
    accepts: fillsNotice,
    roles: leadRoles,
    wantsFile: incoming => {
      const form = noticeFormOf(incoming)
      return form !== undefined && takesFile(form)
    },
    handle: fillNotice,
  },
  onPress('tb', pressNotice, { roles: leadRoles }),
  { name: 'learn-form', roles: leadRoles, accepts: learnWaits, handle: learnText },
  onPress('td', pressProgress, { roles: staffRoles }),
  onPress('pm', pressMark, { roles: leadRoles }),
  onPress('kh', pressPlan, { roles: leadRoles }),
  { name: 'plan-document', accepts: handsInPlan, roles: leadRoles, wantsFile: fetchesPlan, handle: takePlan },
  { name: 'plan-value', accepts: typesPlanValue, roles: leadRoles, handle: typePlanValue },
  onPress('hieu', pressReading, { roles: staffRoles }),
  onPress('lich', schedule, { roles: staffRoles }),
  onPress('sb', pressScript, { roles: helperRoles }),
  { name: 'script-news', accepts: waitsForNews, roles: staffRoles, handle: takeNews },
  onPress('bc', pressReport, { roles: staffRoles }),
  onPress('tt', pressSummary, { roles: leadRoles }),
  onPress('bcl', pressReason, { roles: staffRoles }),
  { name: 'report-reason', accepts: givesReason, roles: staffRoles, handle: takeReason },
  { name: 'report-typed', accepts: saysReport, roles: staffRoles, handle: report },
  onPress(reminderPress, pressReminder, { roles: staffRoles }),
  { name: 'plan-file', accepts: provesMark, roles: leadRoles, wantsFile: provesMark, handle: takeFile },
  { name: 'plan-mark', accepts: tellsOfMark, roles: leadRoles, handle: takeWords },
  { name: 'plan-items', accepts: listsItems, roles: leadRoles, handle: typeItems },
  onPress('act', pressCard, { roles: helperRoles }),
  onPress('ev', pressFile, { roles: helperRoles }),
  onPress('hd', pressEntry, { roles: helperRoles }),
  onPress('hdbo', giveReason, { roles: helperRoles }),
  onPress('cuatoi', listOwn, { roles: helperRoles }),
  onPress('timhd', search, { roles: helperRoles }),
  onPress('thieu', listMissing, { roles: helperRoles }),
  onPress('camnang', openCard, { roles: helperRoles }),
  onPress('duyet', decide, { roles: leadRoles }),
  onPress('duyetly', giveBack, { roles: leadRoles }),
  { name: 'activity-return', accepts: isReturning, roles: leadRoles, handle: giveBack },
  { name: 'activity-withdraw', accepts: isWithdrawing, roles: helperRoles, handle: giveReason },
  { name: 'activity-quick', accepts: isQuickCount, handle: quickCount },
  { name: 'activity-reply', accepts: repliesToEntry, handle: replyToEntry },
  { name: 'activity-card', accepts: hasOpenCard, roles: helperRoles, handle: typeOnCard },
  { name: 'activity-file', accepts: isForActivities, wantsFile: isForActivities, handle: receiveFile },
  { name: 'activity-line', accepts: tellsWork, handle: recordTyped },
  { name: 'data-said', accepts: asksForOwnData, handle: ownDataTyped },
  { name: 'case-own', accepts: asksOwnCases, handle: ownCases },
  { name: 'person-typed', accepts: wantsPerson, handle: person },
  { name: 'back', accepts: saysBack, handle: goBack },
  { name: 'none-of-these', accepts: refusesChoices, handle: noneOfThese },
  { name: 'shorter', accepts: wantsShorter, handle: shorter },
  {
    name: 'unknown-command',
    accepts: incoming => incoming.command !== undefined && incoming.text.startsWith('/'),
    handle: unknownCommand,
  },
  { name: 'other-content', accepts: ({ update }) => update.content.kind !== 'text', handle: otherContent },
  { name: 'ask', accepts: () => true, handle: ask },
]
