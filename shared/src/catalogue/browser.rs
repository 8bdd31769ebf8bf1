//! What a person reads when the browser gets no usable answer from the server: widget and console alike.

crate::catalogue! {
    /// Titles and details of failures on the way.
    pub enum Browser {
        Offline => "Không kết nối được với máy chủ" / "The server cannot be reached";
        OfflineDetail => "Nội dung của bạn vẫn còn trên máy. Hãy kiểm tra mạng rồi thử lại." / "What you wrote is still on your device. Check the connection, then try again.";
        Timeout => "Máy chủ trả lời quá lâu" / "The server took too long to answer";
        TimeoutDetail => "Nội dung của bạn vẫn còn trên máy. Gửi lại không tạo ra hồ sơ thứ hai." / "What you wrote is still on your device. Sending again does not file it twice.";
        Unreadable => "Câu trả lời của máy chủ không đọc được" / "The server's answer could not be read";
        UnreadableDetail => "Nội dung của bạn vẫn còn trên máy. Hãy thử lại sau ít phút." / "What you wrote is still on your device. Try again in a few minutes.";
    }
}
