/** /ngonngu: which language the bot's own sentences use. Answers stay in Vietnamese, and it says so. */
import { type Locale, locales } from '../bot/chat.ts'
import type { Handler } from './handler.ts'

export const chooseLanguage: Handler = (_incoming, { t }) => ({
  replies: [
    {
      text: t('language.choose'),
      buttons: [locales.map(locale => ({ label: t(`language.${locale}`), value: `language:${locale}` }))],
    },
  ],
})

/** `language:<locale>` */
export const setLanguage: Handler = async ({ pressed, contact }, { repositories, in: speak }) => {
  const locale: Locale = locales.find(candidate => candidate === pressed?.args[0]) ?? 'vi'
  await repositories.contacts.setLocale(contact.person, locale)
  const t = speak(locale)
  return {
    replies: [{ text: locale === 'vi' ? t('language.set') : `${t('language.set')} ${t('language.note')}` }],
  }
}
