/** Common Vietnamese words that mean nothing to the parser but are words all the same: never taken for slips of ones it knows. */

export const everydayWords =
  'biện biệt buộc bám bánh bây bè bì bìa bò bạ bạch bấm bất bận bật bậy bếp bố bốc bổ bổng bớt chà chân chè chém ' +
  'chéo chép chê chó chôn chăm chăn chảy chấm chấp chất chắc chắn chặn chặt chết chỉnh chịu chọn chối chốt chờ chụp ' +
  'chừ càng cát cân cãi cò côi cúng cưới cướp cưỡng cấm cất cấu cậy cắt cọc cột cực duyệt dzậy dành dám dâu dính ' +
  'dõi dù dưới dượng dấu dị dọa dột dụ dứt giành giá giác giáp giùm giường giản giật giếng giết giềng giọng giỏi ' +
  'giống giữ gà gái gây gãy gói gạch gạo gạt gốc gỗ gộp gỡ gợi hiệp hoài hoành hoạn hoặc huyện hàn hát hãng hè hôi ' +
  'hông hùng hút hơi hương hạch hại hạng hắn hằng hẳn họ hỏa hổng hứa hữu khoán khoáng khuyên khuôn kháng khâu khí ' +
  'khích khói khôi khăn khả khẩn khắc khỏi khổ khớp khởi kiếm kiều kiệm kiện két kê kín kẹt kẻ kể liền liệt lành lá ' +
  'láng lót lô lúa lăn lĩnh lương lạnh lấn lẫn lập lắm lối lời lở lỡ lụt lửa lữ lựa miếng miền miệng muối màu mày ' +
  'má mâu mãi mèo môn mông mù mùa mướn mường mượn mạ mảnh mắc mặc mốc mống mồ mờ mỹ nghiện nghề ngoại nguyễn nguồn ' +
  'nguội ngũ ngư ngược ngập ngồi ngờ ngủ ngừng nhiễm nhiễu nhánh nháp nhãn nhìn nhũng nhượng nhạc nhậu nhặt nhẹ ' +
  'nhịp nhốt nhựa nát não nêu nó núi nút nạp nạt nấu nắm nằm nặng nếu nối nợ phiền phá phê phạm phạt phức quỹ riêng ' +
  'ruộng ruột rành rào ráp rút rượu rạp rẻ rể rộng rủi soạn suốt sánh sâu sót súng sư sạp sạt sắc sẵn sếp sợ thiểu ' +
  'thiệt thoát thoải thuyết thuê thuẫn thuật thuốc thuộc thác thô thù thú thưa thưởng thấp thần thầu thầy thắng ' +
  'thằng thẳng thỏa thổ thở thợ thụ thủy thử tiệm trái tráng trâu trót trùng trúng trại trần trắng trễ trọn trốn ' +
  'trống trộm trời trừ trữ tuất tích tím tóc tóm tôm tông tù tùy túi tướng tường tắc tắt tỏa tốc tốn tồn tội tụng ' +
  'uông uống việt vân vé vòi vùng vũ vướng vật vẹt vỉa vịt vốn xuyên xài xâm xét xăng xưa xưng xảy xấu xử áo ép úc ' +
  'út ăn đem đen đeo điền đoan đoán đuôi đuổi đám đánh đãi đèn đòi đói đương đạc đảm đậu đẹp đẻ đếm đệm đốt đồ đột ' +
  'đợi đứa đứng ưu ướt ốm ổng ' +
  'hén nè tụi bọn vầy đặng quá bển trển trỏng ngoải nớ nậy hầy răng rứa mô giờ đâu nào cháu nội'
