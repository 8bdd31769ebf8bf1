//! What a person reads about files: why one is not taken and what to do instead, and the words around choosing
//! and uploading. `{size}` and `{dots}` are limits, `{name}`, `{n}` and `{percent}` are filled by the browser.

crate::catalogue! {
    /// Texts about files.
    pub enum Files {
        Add => "Thêm ảnh hoặc tài liệu" / "Add pictures or documents";
        Drop => "hoặc kéo thả, dán vào đây" / "or drag and drop, or paste here";
        KeepMetadata => "Giữ nguyên nơi và giờ chụp trong ảnh" / "Keep place and time in the pictures";
        KeepMetadataNote => "Bình thường các thông tin này được xóa để bảo vệ bạn." / "Normally these are removed, to protect you.";
        Waits => "Đang chờ đến lượt" / "Waiting for its turn";
        Shrinks => "Đang thu nhỏ ảnh" / "Making the picture smaller";
        Sends => "Đang tải lên {percent}%" / "Uploading {percent}%";
        Checks => "Đang kiểm tra tệp" / "Checking the file";
        Done => "Đã tải lên" / "Uploaded";
        Again => "Tải lại" / "Try again";
        Remove => "Bỏ tệp {name}" / "Remove {name}";
        Offline => "Mất kết nối. Khi có mạng, bấm Tải lại; phần đã tải vẫn còn." / "You are offline. When the network is back, press Try again; what was uploaded is kept.";
        CutOff => "Kết nối bị ngắt. Bấm Tải lại để tải tiếp từ chỗ dừng." / "The connection broke. Press Try again to go on where it stopped.";
        TooMany => "Mỗi lần gửi kèm nhiều nhất {n} tệp; các tệp còn lại có thể gửi sau, trong tin nhắn." / "At most {n} files go along at once; the others can follow in a message.";
        Open => "Lưu tệp {name}" / "Save {name}";
        Opens => "Đang lấy tệp" / "Fetching the file";
        NotOpened => "Chưa lấy được tệp; hãy thử lại sau ít phút." / "The file could not be fetched; try again in a few minutes.";
        Empty => "Tệp này trống, không có gì bên trong. Hãy chọn tệp khác." / "There is nothing in this file. Choose another one.";
        TooLarge => "Tệp lớn hơn {size}. Hãy gửi tệp nhỏ hơn, hoặc một đoạn ngắn hơn." / "The file is larger than {size}. Send a smaller one, or a shorter part of it.";
        Unknown => "Loại tệp này không nhận được. Nhận được: ảnh JPEG, PNG, WebP, GIF; PDF; Word, Excel, ODT; văn bản; âm thanh và video." / "This type of file is not taken. Taken are: JPEG, PNG, WebP and GIF pictures; PDF; Word, Excel, ODT; plain text; sound and video.";
        Heic => "Ảnh HEIC của iPhone chưa mở được ở đây. Hãy gửi ảnh dạng JPEG (chụp màn hình ảnh cũng được), hoặc chọn Cài đặt → Camera → Định dạng → Tương thích nhất." / "HEIC pictures of an iPhone cannot be opened here. Send it as JPEG (a screenshot of it will do), or choose Settings → Camera → Formats → Most Compatible.";
        Active => "Tệp này là trang web, bản vẽ SVG hoặc chương trình; vì an toàn của người mở, hệ thống không nhận. Hãy gửi ảnh chụp hoặc PDF." / "This is a web page, an SVG drawing or a program; for the safety of those who open it, it is not taken. Send a picture or a PDF.";
        OldOffice => "Tệp Word hoặc Excel kiểu cũ (.doc, .xls) không nhận được. Hãy lưu lại dạng .docx, .xlsx hoặc PDF." / "Word and Excel files of the old kind (.doc, .xls) are not taken. Save it as .docx, .xlsx or PDF.";
        Macros => "Tệp có macro (chương trình bên trong); vì an toàn, hệ thống không nhận. Hãy lưu lại dạng .docx, .xlsx hoặc PDF." / "There are macros (programs) in this file; for safety it is not taken. Save it as .docx, .xlsx or PDF.";
        Archive => "Tệp nén (.zip, .rar) không nhận được. Hãy gửi từng tệp bên trong." / "Archives (.zip, .rar) are not taken. Send the files in it one by one.";
        Broken => "Tệp bị hỏng hoặc không đúng loại như tên gọi. Hãy mở thử trên máy bạn rồi gửi lại." / "The file is damaged or not what its name says. Try to open it on your device, then send it again.";
        TooManyPixels => "Ảnh có hơn {dots} triệu điểm ảnh. Hãy gửi ảnh nhỏ hơn." / "The picture has more than {dots} million dots. Send a smaller one.";
        Bomb => "Tệp này bung ra quá lớn nên không mở an toàn được. Hãy gửi dạng PDF hoặc ảnh." / "This file unpacks to too much to be opened safely. Send it as PDF or as a picture.";
        NoRoom => "Hệ thống đang có quá nhiều tệp chờ gửi. Hãy thử lại sau ít phút; những gì bạn viết vẫn còn." / "Too many files are waiting to be sent just now. Try again in a few minutes; what you wrote is kept.";
        TooMuch => "Hôm nay đã nhận quá nhiều tệp từ mạng này. Hãy gửi tệp vào ngày mai; hồ sơ vẫn gửi được ngay." / "Too much was uploaded from this network today. Send the files tomorrow; the case itself can be sent now.";
    }
}
