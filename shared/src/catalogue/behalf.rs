//! Taking down a case for somebody: the form, and the receipt that is printed and handed over.

crate::catalogue! {
    /// The page.
    pub enum Behalf {
        Title => "Nhập hồ sơ thay" / "Take down a case";
        Intro => "Cho người gọi điện, gửi văn bản, thư điện tử hoặc đến tận nơi. Người gửi nhận giấy biên nhận có mã tra cứu như mọi người khác." / "For those who call, write on paper or by e-mail, or come in person. They get a receipt with a code, as everybody does.";
        Channel => "Đến bằng cách nào" / "How it came";
        Site => "Tiếp nhận qua trang" / "Filed through the site";
        Kind => "Loại" / "Kind";
        Summary => "Tóm tắt một dòng" / "One line";
        SummaryHelp => "Để trống thì lấy phần đầu nội dung." / "Left empty, the start of the text stands in.";
        Body => "Nội dung, bằng lời của người gửi" / "What they say, in their words";
        Category => "Lĩnh vực" / "Category";
        NoCategory => "Chưa rõ" / "Not known";
        Area => "Nơi xảy ra: mã tỉnh hoặc xã" / "Where: code of province or commune";
        AreaHelp => "Gõ tên, rồi chọn." / "Type a name, then choose.";
        Address => "Địa điểm cụ thể" / "The place in their words";
        Agency => "Cơ quan có thẩm quyền, nếu đã biết" / "Responsible agency, if known";
        AgencyHelp => "Để trống thì hệ thống phân luồng." / "Left empty, it is routed.";
        Person => "Người gửi" / "The citizen";
        Name => "Họ tên" / "Name";
        Phone => "Điện thoại" / "Phone";
        Email => "Thư điện tử" / "E-mail";
        Consent => "Người gửi đồng ý cho dùng thông tin liên hệ để giải quyết hồ sơ này" / "They agree that their contact details are used for this case";
        Notify => "Người gửi muốn được báo tin qua thư điện tử" / "They want to be told by e-mail";
        Scan => "Bản chụp, tệp kèm theo" / "The scan, and other files";
        Send => "Tiếp nhận và in biên nhận" / "File it and print a receipt";
        Sending => "Đang gửi…" / "Sending…";
        Kept => "Bản nháp được giữ trên máy này." / "The draft is kept on this device.";
        ReceiptTitle => "Giấy biên nhận" / "Receipt";
        Code => "Mã tra cứu" / "Tracking code";
        Secret => "Mã bí mật (chỉ in một lần này)" / "Secret (printed this once)";
        SecretHelp => "Giữ kín. Mã bí mật mở câu trả lời, cho phép bổ sung, đánh giá, mở lại." / "Keep it to yourself. It opens the answer and lets you write, rate and reopen.";
        With => "Nơi đang giữ" / "It is with";
        Due => "Hạn trả lời" / "An answer is due by";
        NoDue => "Loại này không có thời hạn." / "There is no deadline for this kind.";
        Track => "Tra cứu tại" / "Follow it at";
        Print => "In biên nhận" / "Print the receipt";
        Open => "Mở hồ sơ" / "Open the case";
        Another => "Nhập hồ sơ khác" / "Take down another";
    }
}
