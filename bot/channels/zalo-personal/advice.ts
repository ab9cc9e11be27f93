/** What the admin reads about the personal Zalo account: what is wrong, what to do. One place, so that words agree. */

const command = 'npm run zalo:login'

export const advice = {
  none: `Chưa đăng nhập Zalo: trên máy chạy trợ lý, gõ ${command} rồi quét mã QR bằng điện thoại của phường. Không cần khởi động lại.`,
  unreadable: `Không mở được phiên Zalo đã lưu: DATA_KEY không phải khóa đã dùng lúc lưu, hoặc tệp bị hỏng. Đặt lại DATA_KEY cũ rồi khởi động lại, hoặc gõ ${command} để đăng nhập mới.`,
  expired: `Zalo đã hết phiên đăng nhập, trợ lý không nhận và không gửi được tin Zalo. Trên máy chạy trợ lý, gõ ${command} rồi quét mã QR bằng điện thoại của phường. Tin đang chờ sẽ được gửi sau đó; các kênh khác vẫn chạy.`,
  kicked: `Tài khoản Zalo vừa được mở trên một máy hay trình duyệt khác nên trợ lý bị ngắt. Thoát Zalo ở nơi đó, rồi gõ ${command} và quét lại mã QR (hoặc khởi động lại trợ lý). Các kênh khác vẫn chạy.`,
  connecting: 'Đang nối với Zalo.',
  unreachable: 'Chưa nối được với Zalo, sẽ tự thử lại: kiểm tra mạng của máy.',
  dropped: 'Vừa mất kết nối với Zalo, đang tự nối lại.',
} as const
