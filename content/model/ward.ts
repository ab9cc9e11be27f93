/** A ward's profile (`content/wards/<slug>/ward.yaml`): what differs from ward to ward. Empty stays empty. */
import { z } from 'zod'

const text = z.string().trim().min(1)
/** Unknown values are null (or left out): answers then say so honestly instead of inventing. */
const unknown = <T extends z.ZodType>(schema: T) => schema.nullable().default(null)

const place = z.strictObject({
  name: unknown(text),
  address: unknown(text),
  phone: unknown(text),
  email: unknown(text),
  /** As people read it: "Thứ Hai đến thứ Sáu, 7h30-11h30 và 13h30-17h00". */
  hours: unknown(text),
  /** For computing reply times: minutes since midnight are derived; days 1 = Monday … 7 = Sunday. */
  opening: z
    .array(
      z.strictObject({
        days: z.array(z.int().min(1).max(7)).min(1),
        from: z.string().regex(/^\d{2}:\d{2}$/),
        to: z.string().regex(/^\d{2}:\d{2}$/),
      }),
    )
    .default([]),
  mapUrl: unknown(z.url()),
})
export type Place = z.infer<typeof place>

export const unitSchema = z.strictObject({
  /** Official name, as the plan prints it. */
  name: text,
  aliases: z.array(text).default([]),
  /** department | service-centre | people-committee | police | union | residential | school | other */
  kind: z.enum([
    'department',
    'service-centre',
    'office',
    'police',
    'union',
    'residential',
    'school',
    'post',
    'other',
  ]),
  phone: unknown(text),
})
export type Unit = z.infer<typeof unitSchema>

export const wardSchema = z.strictObject({
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: text,
  /** phường or xã, as printed before the name. */
  kind: z.enum(['phường', 'xã', 'đặc khu']),
  province: text,
  /** Trung tâm Phục vụ hành chính công. */
  counter: place.prefault({}),
  committee: place.prefault({}),
  police: place.prefault({}),
  /** Days the ward is closed besides Vietnam's holidays: a swapped Friday, a local festival. */
  daysOff: z.array(z.iso.date()).default([]),
  /** Weekend days or holidays it works all the same. */
  workDays: z.array(z.iso.date()).default([]),
  /** The post office that takes and returns files (bưu chính công ích). */
  post: place.prefault({}),
  hotline: unknown(text),
  /** Provincial information line (1022 and the like), with its province's number. */
  provinceHotline: unknown(text),
  website: unknown(z.url()),
  zalo: unknown(text),
  /** The unit (as in `units`) whose staff see to requests about personal data; the admins where it is empty. */
  dataOfficer: unknown(text),
  /** When and where leaders receive citizens. */
  reception: unknown(text),
  /** How to take a number or book: sentence(s). */
  queue: unknown(text),
  /** Who to call of the community digital team. */
  digitalTeam: unknown(text),
  /** Which former communes the ward was made of: sentence. */
  madeOf: unknown(text),
  leaders: z.array(z.strictObject({ title: text, name: text, phone: unknown(text) })).default([]),
  units: z.array(unitSchema).default([]),
  /** The unit that sums up the ward's reports, where the plan does not name it. */
  summingUnit: unknown(text),
  /** Tổ dân phố, bản, khu phố, thôn. */
  neighbourhoods: z.array(text).default([]),
  /** Markets, halls, schools … officers name in their lines. */
  places: z.array(text).default([]),
})
export type Ward = z.infer<typeof wardSchema>
