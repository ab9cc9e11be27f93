/** Sentences people read that are a channel's own; the words live in the locales, `main.ts` hands them over. */

export interface ChannelWords {
  /** Under numbered choices. */
  readonly choiceHint: string
  /** A file the channel can't carry, with its address. */
  readonly fileLink: (name: string, url: string) => string
  /** A file the channel can't carry, where the ward has no public address. */
  readonly fileElsewhere: (name: string) => string
}
