/** Whose report it is, as documents write it. Pure. */
import type { Report } from './report.ts'

export const wardName = ({ ward }: Pick<Report, 'ward'>): string => `${ward.kind} ${ward.name}`
/** "Phòng Văn hóa - Xã hội" or "UBND phường Mường Lay". */
export const reporter = (report: Pick<Report, 'ward' | 'unit'>): string =>
  report.unit ?? `UBND ${wardName(report)}`
