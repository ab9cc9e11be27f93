/** Questions that lean on the answer before: its parts, other cases, and how long the bot keeps them in mind. */
import { dialogue } from '../support/dialogue.ts'

dialogue(
  'every part of an answer, asked one by one in the shortest words',
  ['mất căn cước thì làm lại ở đâu', /Công an phường, xã bất kỳ/],
  ['hết bao nhiêu tiền', /35\.000 đồng/],
  ['bao lâu có', /7 ngày làm việc/],
  ['làm qua mạng được không', /VNeID hoặc Cổng Dịch vụ công/],
)
dialogue(
  'without marks, as typed on an old phone',
  ['dang ky tam tru can giay to gi', /CT01/],
  ['het bao nhieu', /15\.000 đồng|7\.000 đồng/],
  ['nop o dau', /[Cc]ông an/],
)
dialogue(
  'a death in the family, told in plain words',
  ['mẹ tôi mới mất thì làm gì', /khai tử trong 15 ngày/],
  ['ai đi làm được', /Vợ, chồng, con, cha, mẹ/],
  ['bao lâu', /[Tt]rong ngày/],
  ['nộp ở đâu', /nơi người mất cư trú cuối cùng/],
)
dialogue(
  'a word of thanks between two questions changes nothing',
  ['làm sổ đỏ lần đầu cần gì', /Đơn đăng ký đất đai/],
  ['cảm ơn em', /không có gì/],
  ['nộp ở đâu', /sổ đỏ lần đầu/i],
)
dialogue('two parts in one breath are both answered', [
  'làm khai sinh cho con cần giấy tờ gì và mất bao nhiêu tiền',
  /[Gg]iấy chứng sinh[\s\S]*không thu lệ phí/,
])
dialogue(
  'two parts in a follow-up are both answered',
  ['đăng ký kết hôn', /kết hôn/],
  ['cần giấy tờ gì và ai phải đi', /Tờ khai đăng ký kết hôn[\s\S]*Cả hai bên/],
)
dialogue(
  'a part the answer does not keep apart: the lines that speak of it',
  ['mất căn cước thì làm lại ở đâu', /Công an phường/],
  ['gửi về nhà được không', /[Bb]ưu (điện|chính)/],
)
dialogue(
  'a part the answer does not have: said so, with where to ask, and not the answer once more',
  ['đăng ký khai sinh cho con', /60 ngày/],
  ['sinh đôi thì làm hai tờ à', /tôi chưa thấy nói điều anh\/chị hỏi thêm[\s\S]*trụ sở/, /giấy chứng sinh/],
  { presses: 'Xem toàn bộ', hears: /60 ngày/ },
)
dialogue(
  'a fine is no fee',
  ['đăng ký tạm trú cho người thuê trọ', /tạm trú/],
  ['ko đăng ký thì phạt bao nhiêu', /.+/, /15\.000 đồng nộp trực tiếp/],
)
dialogue(
  'a short point of its own is read with the answer before',
  ['phường có thu phí chứng thực bản sao không', /[Cc]hứng thực/],
  ['mấy ngàn một trang', /2\.000 đồng/],
)
dialogue(
  'back to an earlier matter by its name',
  ['đăng ký khai sinh cho con', /60 ngày/],
  ['còn đăng ký tạm trú ở đâu', /Công an phường/],
  ['quay lại vụ khai sinh, ai đi làm được', /ông bà/],
)
dialogue(
  'a refused question in between does not end the matter',
  ['làm hộ chiếu cho con 6 tuổi', /hộ chiếu/],
  ['tối nay đá banh đội nào thắng', /không/],
  ['vậy mất bao nhiêu', /Làm hộ chiếu[\s\S]*Mức thu/],
)
dialogue(
  'what one gets is no fee',
  ['mẹ tôi 82 tuổi không có lương hưu được trợ cấp gì', /hưu trí xã hội/],
  ['bao nhiêu 1 tháng', /Mức chung là 540\.000 đồng/, /thu tiền/],
)
dialogue(
  'in full words, of the answer just shown: the line of it',
  ['tạm trú', /tạm trú/],
  ['không đăng ký tạm trú có bị phạt không', /cảnh cáo hoặc phạt tiền/, /CT01/],
)
dialogue(
  'asked again about the part just shown: the whole answer',
  ['tạm trú', /tạm trú/],
  ['nộp online được ko', /Cổng Dịch vụ công/, /CT01/],
  ['hướng dẫn làm trên vneid đi', /CT01/],
)
dialogue(
  'too long: the gist, and the parts to tap',
  ['tạm trú', /tạm trú/],
  ['ủa sao dài vậy', /Tóm lại là[\s\S]*từ 30 ngày trở lên/, /CT01/],
)
dialogue(
  'a part of what waits to be chosen: which of the choices is meant, first',
  ['tạm trú', /tạm trú/],
  ['căn cước', /hỏi việc nào/],
  ['thế nộp ở đâu', /chọn giúp tôi một việc trước/],
  ['bao lâu', /.+/, /chọn giúp tôi một việc trước/],
)
dialogue(
  'a matter of its own right after an answer is not swallowed',
  ['đăng ký khai sinh cho con', /60 ngày/],
  ['hộ chiếu', /hộ chiếu/, /60 ngày/],
  ['phường ở đâu', /.+/, /hộ chiếu/],
  ['con tôi sốt 39 độ uống thuốc gì', /không/, /phường Mường Lay[\s\S]*Nguồn/],
)
dialogue(
  'another case of the same matter',
  ['đăng ký kết hôn cần gì', /Tờ khai đăng ký kết hôn/],
  ['còn với người nước ngoài thì sao', /người nước ngoài[\s\S]*hộ chiếu/],
)
dialogue(
  'another age of the same card',
  ['làm căn cước cho con 7 tuổi', /dưới 14 tuổi/],
  ['còn bé 3 tuổi thì sao', /dưới 6 tuổi/],
)
dialogue(
  'a new topic replaces the old one',
  ['làm khai sinh cho con', /60 ngày/],
  ['chứng thực chữ ký ở đâu', /Phường, xã bất kỳ/],
  ['lệ phí', /10\.000 đồng một trường hợp/],
)
dialogue(
  'after half an hour "how much" is about nothing any more',
  ['làm khai sinh cho con', /60 ngày/],
  { waitsMinutes: 31 },
  ['bao nhiêu tiền vậy', /.+/, /Đăng ký khai sinh cho trẻ mới sinh/],
)
dialogue('within half an hour it still is', ['làm khai sinh cho con', /60 ngày/], { waitsMinutes: 25 }, [
  'bao nhiêu tiền vậy',
  /không thu lệ phí/,
])
dialogue(
  'parts by their buttons, and the whole answer again',
  ['làm khai sinh cho con', /60 ngày/],
  { presses: 'Lệ phí', hears: /không thu lệ phí/ },
  { presses: 'Xem toàn bộ', hears: /60 ngày/ },
  ['bao lâu xong', /[Tt]rong ngày/],
)
dialogue(
  'after a procedure its own figures count, and who may do it comes from the answer on its topic',
  ['1.000894', /\*\*Đăng ký kết hôn\*\*/],
  ['lệ phí bao nhiêu', /Lệ phí:\*\* miễn phí/],
  ['cần giấy tờ gì', /mã 1\.000894[\s\S]*Tờ khai đăng ký kết hôn/],
  ['ai được làm', /Cả hai bên nam, nữ/],
)
dialogue(
  'a procedure that no answer explains still answers its parts',
  ['/thutuc thành lập hợp tác xã', /chọn thủ tục/],
  { presses: /[Hh]ợp tác xã/, hears: /mã \d\.\d{6}/ },
  ['bao lâu xong', /[Tt]hời gian giải quyết|chưa có thời hạn chắc chắn/],
)
dialogue(
  'money first, papers later, with dialect words',
  ['mần giấy khai sinh cho cháu răng', /60 ngày/],
  ['hết mấy tiền rứa', /không thu lệ phí/],
  ['cần chi giấy tờ', /giấy chứng sinh/],
)
dialogue(
  'a cry for help is no follow-up, however it begins',
  ['tôi bị công an gọi bảo chuyển tiền', /lừa đảo/],
  ['con tôi bị đuối nước', /115/],
  ['làm khai sinh cho con', /60 ngày/],
  ['còn nhà bên cạnh đang cháy', /114/],
)
