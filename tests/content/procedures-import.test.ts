/** What a ward's export of the national procedure database may bring in, and what it may not. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Procedure, procedureSchema } from '../../content/model/procedure.ts'
import { importedPath, readImported, writeImported } from '../../content/procedures-import/imported-file.ts'
import { authorityOf, documentsOf, levelOf, shortTitle } from '../../content/procedures-import/map.ts'
import { mergeProcedures } from '../../content/procedures-import/merge.ts'
import { compareProcedures, readExport } from '../../content/procedures-import/read-export.ts'
import { readFee, readTime } from '../../content/procedures-import/trust.ts'

const day = '2026-11-20'
const row = (changes: Record<string, unknown> = {}): string =>
  JSON.stringify({
    code: '1.009999',
    name: 'Xác nhận đã nuôi ong',
    field: 'Chăn nuôi',
    level: 'Cấp xã',
    submission: [{ channel: 'in_person', time: '3 ngày làm việc', fee: 'miễn phí' }],
    documents: ['Đơn đề nghị', 'Căn cước [xuất trình]'],
    agency: 'Ủy ban Nhân dân xã, phường, thị trấn',
    result: 'Giấy xác nhận',
    legal_basis: ['Nghị định 1/2026/NĐ-CP'],
    url: 'https://dichvucong.gov.vn/thu-tuc-hanh-chinh/abc',
    ...changes,
  })
const only = (line: string): Procedure => {
  const { procedures, refused } = readExport(line, day)
  expect(refused).toEqual([])
  const [procedure] = procedures
  if (procedure === undefined) throw new Error('nothing was read')
  return procedure
}
const submission = (rows: readonly Record<string, unknown>[], field = 'Chăn nuôi') =>
  only(row({ submission: rows, field })).submission

describe('a good line', () => {
  test('becomes a procedure with the facts of the line and nothing else', () => {
    expect(only(row())).toEqual({
      code: '1.009999',
      name: 'Xác nhận đã nuôi ong',
      title: 'Xác nhận đã nuôi ong',
      aliases: [],
      field: 'Chăn nuôi',
      topic: null,
      authority: 'Ủy ban nhân dân phường, xã',
      level: 'commune',
      documents: ['Đơn đề nghị', 'Căn cước (mang ra để cán bộ xem)'],
      documentsMore: null,
      submission: [{ channel: 'in-person', time: '3 ngày làm việc', fee: 'miễn phí' }],
      result: 'Giấy xác nhận',
      legalBasis: ['Nghị định 1/2026/NĐ-CP'],
      url: 'https://dichvucong.gov.vn/thu-tuc-hanh-chinh/abc',
      status: 'unchecked',
      statusNote: null,
      checked: day,
    })
  })

  test('empty cells stay empty', () => {
    const bare = only(
      row({ submission: null, documents: null, agency: null, result: '', legal_basis: null, url: null }),
    )
    expect(bare).toMatchObject({
      submission: [],
      documents: [],
      authority: null,
      result: null,
      legalBasis: [],
      url: null,
    })
  })

  test.each([
    ['con_dung', 'in-force'],
    ['can_kiem_tra', 'to-check'],
    ['sua_doi', 'amended'],
    ['bai_bo', 'abolished'],
    [undefined, 'unchecked'],
  ])('state %s is read as %s', (status, expected) => {
    expect(only(row({ status })).status).toBe(expected)
  })

  test('a byte order mark, Windows line ends and blank lines do no harm', () => {
    const text = `\ufeff${row()}\r\n\r\n${row({ code: '1.009998' })}\r\n`
    expect(readExport(text, day).procedures.map(item => item.code)).toEqual(['1.009999', '1.009998'])
  })
})

describe('a bad line is refused with its number and the reason; the others are taken', () => {
  const refusals = (line: string) => {
    const { procedures, refused } = readExport(`${row({ code: '1.000001' })}\n${line}`, day)
    expect(procedures).toHaveLength(1)
    expect(refused.map(item => item.line)).toEqual([2])
    return refused[0]?.refusals ?? []
  }

  test.each(['{', 'xin chào', '[1,2', '\u0000'])('no JSON: %j', line => {
    expect(refusals(line)).toEqual([{ reason: 'not-json' }])
  })

  test.each([
    'https://dichvucong.gov.vn.example.com/x',
    'https://example.com/dichvucong.gov.vn',
    'http://dichvucong.gov.vn/x',
    'https://dichvucong-gov.vn/x',
    'javascript:alert(1)',
  ])('a link outside the national portal: %s', url => {
    expect(refusals(row({ url }))).toEqual([{ reason: 'foreign-link', detail: url }])
  })

  test.each([
    ['code', { code: '1193' }],
    ['name', { name: 7 }],
    ['field', { field: null }],
    ['submission.0.channel', { submission: [{ channel: 'fax', time: null, fee: null }] }],
    ['status', { status: 'còn dùng' }],
    ['documents', { documents: 'Đơn' }],
  ])('a wrong %s', (field, changes) => {
    expect(refusals(row(changes))).toContainEqual(expect.objectContaining({ reason: 'invalid', field }))
  })

  test.each(['null', '3', '"x"', '[]', '{}'])('JSON that is no procedure: %s', line => {
    expect(refusals(line).length).toBeGreaterThan(0)
  })

  test('the second line with a code', () => {
    expect(refusals(row({ code: '1.000001' }))).toEqual([{ reason: 'duplicate', firstLine: 1 }])
  })

  test('whatever comes, nothing is lost and nothing unsound is kept', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.json(), fc.constant(row()))), lines => {
        const { procedures, refused } = readExport(lines.join('\n'), day)
        const given = lines
          .join('\n')
          .split(/\r?\n/)
          .filter(line => line.replace(/^\ufeff/, '').trim() !== '')
        expect(procedures.length + refused.length).toBe(given.length)
        for (const item of procedures) expect(procedureSchema.safeParse(item).success).toBe(true)
      }),
    )
  })
})

describe('figures that can not be trusted are left out', () => {
  test.each([
    ['3 ngày làm việc', '3 ngày làm việc'],
    ['7 (Cổng không ghi đơn vị)', null],
    ['5', null],
    [
      'trong ngày; tiếp nhận sau 15 giờ thì trả ngày làm việc tiếp theo',
      'trong ngày; nộp sau 15 giờ thì ngày làm việc tiếp theo',
    ],
    [null, null],
  ])('time %j is told as %j', (time, expected) => {
    expect(readTime(time)).toBe(expected)
  })

  test('"free" with a remark that the province decides is not free', () => {
    expect(
      readFee({ fee: 'theo mức HĐND tỉnh/thành phố (Cổng để "Miễn phí" kèm chú thích này)' }),
    ).toMatchObject({
      kind: 'regulated',
    })
  })

  test.each([
    [{ fee: '700.000 đồng (theo chú thích; ô phí trên Cổng thiếu số 0)' }],
    [{ fee: '160.000 đồng', fee_valid_until: ['31/12/2023'] }],
    [{ fee: '5.000 đồng', amounts_in_note: ['7.000'] }],
    [{ fee: '10.000 đồng', fee_condition: 'mức thu theo danh sách' }],
    [{ fee: '0' }],
    [{ fee: null }],
  ])('no figure from %j', cells => {
    expect(readFee(cells)).toEqual({ kind: 'unknown' })
  })

  test('times that differ between channels for no reason are not told', () => {
    const rows = submission([
      { channel: 'online', time: '15 ngày làm việc', fee: null },
      { channel: 'in_person', time: '5 ngày làm việc', fee: null },
    ])
    expect(rows.map(item => item.time)).toEqual([null, null])
  })

  test('land and building deadlines are never told', () => {
    expect(submission([{ channel: 'online', time: '8 ngày làm việc', fee: null }], 'Đất đai')).toEqual([
      { channel: 'online', time: null, fee: null },
    ])
  })

  test('several rows of a channel that disagree leave one row without a figure', () => {
    expect(
      submission([
        { channel: 'online', time: '1 ngày làm việc', fee: 'miễn phí' },
        { channel: 'online', time: '3 ngày làm việc', fee: 'miễn phí' },
      ]),
    ).toEqual([{ channel: 'online', time: null, fee: 'miễn phí' }])
  })

  test('a channel named in passing is listed without figures; post is not (it may mean the result only)', () => {
    const { submission: rows } = only(row({ submission: [], also_mentioned: ['post', 'in_person'] }))
    expect(rows).toEqual([{ channel: 'in-person', time: null, fee: null }])
  })
})

describe('texts of the export', () => {
  test('a long name gets a short title, cut where a clause or word ends', () => {
    fc.assert(fc.property(fc.string({ minLength: 5, maxLength: 400 }), name => shortTitle(name).length <= 70))
    expect(shortTitle('Thông báo lưu trú (thực hiện tại cấp xã)')).toBe('Thông báo lưu trú')
    expect(
      shortTitle(
        'Đăng ký thay đổi nội dung hợp tác xã; đăng ký thay đổi khi hợp tác xã bị tách, nhận sáp nhập',
      ),
    ).toBe('Đăng ký thay đổi nội dung hợp tác xã')
    expect(shortTitle('Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con có yếu tố nước ngoài')).toBe(
      'Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con có yếu tố nước…',
    )
  })

  test('district offices, gone since 2025, are not named any more', () => {
    expect(authorityOf('Bảo hiểm xã hội cấp Tỉnh, Bảo hiểm xã hội cấp huyện')).toBe(
      'Bảo hiểm xã hội cấp Tỉnh',
    )
    expect(authorityOf('Cục cảnh sát giao thông, Công an cấp Xã')).toBe(
      'Công an phường, xã; Cục cảnh sát giao thông',
    )
    expect(authorityOf('Cơ quan, tổ chức đang quản lý sổ gốc')).toBe('Cơ quan, tổ chức đang quản lý sổ gốc')
    expect(authorityOf('Chủ tịch UBND cấp xã')).toBe('Chủ tịch Ủy ban nhân dân phường, xã')
    expect(authorityOf('x'.repeat(200))).toBeNull()
  })

  test('scraps of broken cells are no papers', () => {
    expect(documentsOf([') (khoản 1 Điều 27)', 'Đơn', 'Đơn đề nghị', 'Đơn đề nghị'])).toEqual(['Đơn đề nghị'])
  })

  test('tax, insurance and courts decide elsewhere even where the ward takes papers in', () => {
    expect(levelOf('Cấp tỉnh, Cấp xã', 'Thuế')).toBe('elsewhere')
    expect(levelOf('Cấp xã', 'Thực hiện chính sách BHXH')).toBe('elsewhere')
    expect(levelOf('Cấp tỉnh', 'Hộ tịch')).toBe('elsewhere')
    expect(levelOf('Cấp tỉnh, Cấp xã', 'Hộ tịch')).toBe('commune')
  })
})

describe('laying an import over the shared content', () => {
  const shared = {
    ...only(row()),
    title: 'Nuôi ong',
    aliases: ['ong mật'],
    topic: 'other.agri',
    checked: '2026-05-31',
  }
  const merged = (ours: Partial<Procedure>, theirs: Partial<Procedure>): Procedure | undefined =>
    mergeProcedures([{ ...shared, ...ours }], [{ ...only(row()), ...theirs }])[0]

  test('newer facts replace ours; the names people use stay', () => {
    expect(merged({}, { documents: ['Tờ khai'] })).toMatchObject({
      title: 'Nuôi ong',
      aliases: ['ong mật'],
      topic: 'other.agri',
      documents: ['Tờ khai'],
      checked: day,
    })
  })

  test('an export no newer than our check changes nothing, unless it says abolished', () => {
    expect(merged({}, { checked: '2026-05-31', documents: ['Cũ'] })).toMatchObject({
      documents: shared.documents,
    })
    expect(merged({}, { checked: '2026-05-31', status: 'abolished' })).toMatchObject({ status: 'abolished' })
  })

  test('a doubt we know of is not washed away by an export that is silent', () => {
    const ours = { status: 'to-check', statusNote: 'Luật mới' } as const
    expect(merged(ours, {})).toMatchObject(ours)
    expect(merged(ours, { status: 'in-force' })).toMatchObject({ status: 'in-force' })
    const gone = {
      status: 'abolished' as const,
      statusNote: 'Nay làm theo thủ tục khác',
      documents: [],
    } satisfies Partial<Procedure>
    expect(merged(gone, {})).toMatchObject(gone)
  })

  test('codes only the ward has come after ours', () => {
    const codes = mergeProcedures([shared], [{ ...shared, code: '9.000001' }]).map(item => item.code)
    expect(codes).toEqual(['1.009999', '9.000001'])
  })
})

test('an import says what is new, changed, the same and newly abolished', () => {
  const read = (...lines: string[]) => readExport(lines.join('\n'), day).procedures
  const before = read(row({ code: '1.000001' }), row({ code: '1.000002' }), row({ code: '1.000003' }))
  const after = read(
    row({ code: '1.000001' }),
    row({ code: '1.000002', documents: ['Tờ khai mới'] }),
    row({ code: '1.000003', status: 'bai_bo' }),
    row({ code: '1.000004' }),
  )
  const { added, changed, unchanged, abolished } = compareProcedures(before, after)
  expect(added.map(item => item.code)).toEqual(['1.000004'])
  expect(changed.map(item => [item.code, item.parts])).toEqual([
    ['1.000002', ['documents']],
    ['1.000003', ['status']],
  ])
  expect(unchanged).toBe(1)
  expect(abolished.map(item => item.code)).toEqual(['1.000003'])
})

test('what was imported is read back whole; a broken line is reported and left out', () => {
  const path = importedPath(mkdtempSync(join(tmpdir(), 'import-')))
  expect(readImported(path)).toEqual({ procedures: [], problems: [] })
  writeImported(path, [only(row())])
  expect(readImported(path).procedures).toEqual([only(row())])
  expect(existsSync(`${path}.new`)).toBe(false)
  writeFileSync(path, `${readFileSync(path, 'utf8')}{"code":\n`)
  const { procedures, problems } = readImported(path)
  expect(procedures).toHaveLength(1)
  expect(problems.map(problem => problem.line)).toEqual([2])
})
