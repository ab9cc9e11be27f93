/** What commands share: settings, exit codes, errors as one sentence. Results go to stdout, everything else to stderr. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadEnvFile } from 'node:process'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { ContentError } from '../../content/library.ts'
import { formatProblem } from '../../content/yaml.ts'
import { type Config, readConfig } from '../config.ts'

/** Wrong use of a command: the message says how to use it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const settings = (): Config => {
  if (existsSync('.env')) loadEnvFile('.env')
  return readConfig(process.env)
}

/** Where a ward's own content lies, which upgrades leave alone. */
export const ownContentDir = (dataDir: string): string => join(dataDir, 'content')

/** @throws UsageError for unknown options, with the usage line */
export const readArguments = <T extends NonNullable<ParseArgsConfig['options']>>(
  usage: string,
  options: T,
) => {
  try {
    return parseArgs({ options, allowPositionals: true, strict: true })
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}\n${usage}`, { cause })
  }
}

/** Runs a command; its number is the exit code. Expected errors are told in one sentence, others with their stack. */
export const runCommand = async (command: () => Promise<number>): Promise<void> => {
  try {
    process.exitCode = await command()
  } catch (error) {
    process.exitCode = 1
    if (error instanceof ContentError)
      console.error([error.message, ...error.problems.map(formatProblem)].join('\n'))
    else if (
      error instanceof Error &&
      ['UsageError', 'ConfigError', 'BackupError', 'DataDirInUseError', 'NewerDataError'].includes(error.name)
    )
      console.error(error.message)
    else console.error(error)
  }
}
