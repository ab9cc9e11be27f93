/** The off switch: residents read the reason, staff go on, and cases with people of the ward are not cut off. */
import { test } from 'vitest'
import { testWard } from '../support/conversation.ts'
import { createScriptedChannel } from '../support/scripted-channel.ts'

test('/tamdung and /moilai', async () => {
  const ward = await testWard({
    channels: [createScriptedChannel('telegram'), createScriptedChannel('zalo-oa')],
  })
  const resident = ward.person('ba-tu', 'zalo-oa')
  const admin = ward.person('quan-tri', 'telegram')
  const officer = ward.person('Lan', 'telegram')
  await admin.hasRole('admin')
  await officer.hasRole('officer')
  await officer.says('/tamdung nghịch')
  officer.hears(/Lệnh này dành cho quản trị/)
  await admin.says('/tamdung')
  admin.hears(/LÝ DO/)
  await admin.says('/tamdung đang sửa nội dung, chiều nay xong')
  admin.hears(/Đã tạm dừng/)
  await resident.says('làm khai sinh cho con')
  resident.hears(/đang sửa nội dung, chiều nay xong/)
  await resident.says('cháy nhà rồi cứu với')
  resident.hears(/114/)
  await resident.says('/dulieu')
  resident.hears(/Dữ liệu tôi đang giữ/)
  await officer.says('làm khai sinh cho con')
  officer.hears(/60 ngày/)
  await resident.says('gặp cán bộ')
  resident.hears(/H1/)
  await resident.says('tôi cần gấp')
  resident.hearsNothing()
  await resident.says('tiếp tục với bot')
  await admin.says('/moilai')
  admin.hears(/chạy lại/)
  await resident.says('làm khai sinh cho con')
  resident.hears(/60 ngày/)
})

test('during a pause a person is reached in any words, and so are one’s rights', async () => {
  const ward = await testWard({
    channels: [createScriptedChannel('telegram'), createScriptedChannel('zalo-oa')],
  })
  const resident = ward.person('ba-tu', 'zalo-oa')
  const admin = ward.person('quan-tri', 'telegram')
  await admin.hasRole('admin')
  await admin.says('/tamdung bảo trì máy')
  await resident.says('xóa dữ liệu của tôi')
  resident.hears(/Xóa câu hỏi còn gắn/)
  await resident.says('cho toi gap nguoi that')
  resident.hears(/\*\*H1\*\*/)
})
