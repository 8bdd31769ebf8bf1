//! What administrators of sites read: where the widget stands, how it looks, what it asks, how it does.

crate::catalogue! {
    /// The page of administration.
    pub enum SitePage {
        Title => "Trang nhúng" / "Sites";
        Intro => "Biểu mẫu đứng trên những trang nào, trông thế nào, hỏi thêm gì, đoạn mã để dán và tình trạng hoạt động." / "Which pages the form stands on, how it looks, what else it asks, the lines to paste, and how it does.";
        New => "Thêm trang nhúng" / "Add a site";
        None => "Chưa có trang nhúng nào trong phạm vi của bạn." / "There is no site yet in what you keep.";
        BackToList => "Tất cả trang nhúng" / "All sites";
        Week => "7 ngày: {opened} lượt mở, {filed} hồ sơ" / "7 days: opened {opened} times, {filed} cases";
        WeekTrouble => "có lỗi" / "trouble";
        NowhereYet => "chưa có nguồn nào được phép" / "no origin is allowed yet";

        SettingsTitle => "Cài đặt" / "Settings";
        Key => "Mã trang" / "Key";
        KeyHelp => "Có trong đoạn mã và địa chỉ; không đổi được về sau. Chữ thường không dấu, số, dấu gạch nối." / "Stands in the lines to paste and in addresses, and cannot be changed later. Small letters, digits, hyphens.";
        Agency => "Cơ quan" / "Agency";
        AgencyHelp => "Mã hoặc tên; hồ sơ về đây khi không quy tắc nào chỉ nơi khác." / "Code or name; cases go here when no rule says otherwise.";
        NameVi => "Tên tiếng Việt" / "Name in Vietnamese";
        NameEn => "Tên tiếng Anh" / "Name in English";
        Origins => "Nguồn được phép" / "Allowed origins";
        OriginsHelp => "Mỗi dòng một nguồn, ví dụ https://xa.example.vn. Chỉ trang ở các nguồn này gửi được và đóng khung được biểu mẫu." / "One a line, for example https://commune.example.vn. Only pages of these may file and frame the form.";
        Kinds => "Loại hồ sơ" / "Kinds";
        Publishes => "Câu trả lời được công khai (đã che thông tin cá nhân), trừ khi người dân không đồng ý" / "Answered cases become public, with what is personal hidden, unless the citizen says no";

        LookTitle => "Giao diện" / "Look";
        Colour => "Màu" / "Colour";
        ColourHelp => "Màu nào cũng được: chữ trên màu này luôn đủ tương phản." / "Any colour will do: text in it and on it is always made readable.";
        ColourIs => "Dùng thành {light} ở nền sáng ({contrast}:1) và {dark} ở nền tối ({contrast_dark}:1)." / "Used as {light} on light ({contrast}:1) and {dark} on dark ({contrast_dark}:1).";
        Corner => "Góc của nút" / "Side of the launcher";
        CornerRight => "phải" / "right";
        CornerLeft => "trái" / "left";
        LabelVi => "Chữ trên nút, tiếng Việt" / "Label in Vietnamese";
        LabelEn => "Chữ trên nút, tiếng Anh" / "Label in English";
        LabelHelp => "Để trống cả hai thì nút ghi “Gửi phản ánh”." / "With both left empty it says “Tell us”.";
        Frame => "Luôn mở trong khung riêng, để trang chứa không đọc được nội dung gõ vào" / "Always in a frame of its own, so that the page around it cannot read what is typed";
        Logo => "Biểu trưng" / "Logo";
        LogoHelp => "PNG, JPEG hoặc WebP; được thu nhỏ và mã hóa lại. Hiện trên đầu biểu mẫu." / "PNG, JPEG or WebP; it is made smaller and encoded anew. Shown at the top of the form.";
        LogoNone => "Chưa có biểu trưng." / "There is no logo.";
        LogoSaved => "Đã lưu biểu trưng." / "The logo is kept.";
        LogoRemove => "Xóa biểu trưng" / "Remove the logo";
        LogoRemoved => "Đã xóa biểu trưng." / "The logo is removed.";
        LogoAfter => "Lưu trang nhúng trước, rồi thêm biểu trưng." / "Keep the site first, then add its logo.";

        Questions => "Câu hỏi thêm" / "Extra questions";
        QuestionsHelp => "Hỏi sau phần nội dung, theo thứ tự dưới đây; câu trả lời nằm trong hồ sơ." / "Asked after what happened, in this order; the answers become part of the case.";
        QuestionsNone => "Trang này không hỏi thêm gì." / "This site asks nothing more.";
        QuestionsCommon => "Mọi trang đều hỏi trước: {list}." / "Every site asks first: {list}.";
        QuestionNew => "Thêm câu hỏi" / "Add a question";
        QuestionNth => "Câu hỏi {n}" / "Question {n}";
        QuestionId => "Mã câu hỏi" / "Id";
        QuestionKind => "Kiểu trả lời" / "Answered by";
        KindText => "Chữ" / "words";
        KindChoice => "Chọn một" / "one of several";
        KindDate => "Ngày" / "a date";
        KindNumber => "Số" / "a number";
        KindYesNo => "Có hoặc không" / "yes or no";
        KindFile => "Tệp" / "files";
        AskVi => "Câu hỏi, tiếng Việt" / "Question in Vietnamese";
        AskEn => "Câu hỏi, tiếng Anh" / "Question in English";
        HintVi => "Gợi ý, tiếng Việt" / "Hint in Vietnamese";
        HintEn => "Gợi ý, tiếng Anh" / "Hint in English";
        Required => "Bắt buộc trả lời" / "Must be answered";
        Choices => "Các lựa chọn" / "Choices";
        ChoicesHelp => "Mỗi dòng: mã | tiếng Việt | tiếng Anh" / "One a line: code | Vietnamese | English";
        Least => "Nhỏ nhất" / "Least";
        Most => "Lớn nhất" / "Most";
        Categories => "Chỉ hỏi trong lĩnh vực" / "Only in these categories";
        CategoriesHelp => "Mã lĩnh vực, cách nhau bằng dấu cách; để trống thì hỏi ở mọi lĩnh vực." / "Codes with spaces between them; empty: in all.";
        WhenQuestion => "Chỉ hỏi khi câu" / "Only when the question";
        WhenIs => "được trả lời là" / "is answered by";
        WhenHelp => "Mã câu hỏi đứng trước, và các mã trả lời (yes, no hoặc mã lựa chọn), cách nhau bằng dấu cách." / "Id of a question before this one, and codes of answers (yes, no, or those of choices) with spaces between them.";
        StopIs => "Dừng lại và khuyên khi trả lời là" / "Stop with advice when the answer is";
        AdviceVi => "Lời khuyên, tiếng Việt" / "Advice in Vietnamese";
        AdviceEn => "Lời khuyên, tiếng Anh" / "Advice in English";
        More => "Điều kiện, giới hạn và lời khuyên" / "Conditions, bounds and advice";
        Up => "Lên" / "Up";
        Down => "Xuống" / "Down";
        QuestionRemove => "Xóa câu hỏi" / "Remove the question";

        Save => "Lưu" / "Keep";
        Saved => "Đã lưu. Các trang nhúng theo trong vòng năm phút, không phải sửa gì." / "Kept. Pages follow within five minutes; nothing has to be done to them.";
        Cancel => "Bỏ thay đổi" / "Drop the changes";
        Yes => "có" / "yes";
        No => "không" / "no";

        PreviewTitle => "Xem thử" / "Preview";
        PreviewIntro => "Biểu mẫu thật với cài đặt bên trên, kể cả chưa lưu. Không gửi gì đi." / "The real form with the settings above, kept or not. Nothing is sent.";
        PreviewShow => "Xem với cài đặt này" / "Show it with these settings";
        PreviewFrame => "Trang thử" / "Trial page";
        PreviewRefused => "Đây là bản xem thử, không gửi đi" / "This is a preview; nothing is sent";
        PreviewRefusedDetail => "Trên trang thật, hồ sơ sẽ được gửi vào lúc này." / "On a real page the case would be filed now.";

        SnippetTitle => "Đoạn mã để dán" / "Lines to paste";
        SnippetIntro => "Dán vào trang một lần; mọi thay đổi về sau tự theo." / "Pasted once; whatever is changed here later follows by itself.";
        WayLauncher => "Nút nổi ở góc trang" / "A button in the corner";
        WayInline => "Biểu mẫu trong trang" / "The form in the page";
        WayLink => "Liên kết mở biểu mẫu" / "A link that opens it";
        WayTagManager => "Qua trình quản lý thẻ" / "By a tag manager";
        WayReact => "Trong trang dùng React" / "In a page that React draws";
        WayPlain => "Chỉ liên kết, không mã lệnh" / "A link alone, no script";
        Copy => "Sao chép" / "Copy";
        Copied => "Đã sao chép." / "Copied.";

        PolicyTitle => "Chính sách bảo mật nội dung (CSP) của trang" / "The page's Content-Security-Policy";
        PolicyHelp => "Dán tiêu đề Content-Security-Policy, dòng cấu hình máy chủ hoặc thẻ meta của trang sẽ nhúng; để trống nếu trang không có." / "Paste the header, the line of the server's configuration or the meta tag of the page; leave it empty if there is none.";
        PolicyElement => "Biểu mẫu hiện ngay trong trang." / "The form is drawn into the page.";
        PolicyFrame => "Biểu mẫu hiện trong khung của máy chủ này." / "The form comes in a frame of this server.";
        PolicyPage => "Trang chặn mã của biểu mẫu: chỉ còn liên kết mở trang riêng. Hãy dán dạng “chỉ liên kết”." / "The page stops the form's script: what is left is a link to a page of ours. Paste the link alone.";
        PolicyNonce => "Thẻ script phải mang nonce của trang." / "The script tag needs the page's nonce.";
        PolicySandbox => "Trang bị sandbox: cần allow-scripts và allow-same-origin." / "The page is sandboxed: it needs allow-scripts and allow-same-origin.";
        PolicyMissing => "Để dùng được đầy đủ, thêm:" / "For all of it to work, add:";
        PolicyCorrected => "Chính sách sau khi thêm" / "The policy with that in it";
        PolicyComplete => "Chính sách này cho phép tất cả, kể cả khung dành cho tố cáo." / "This policy lets everything through, the frame for denunciations included.";

        HealthTitle => "Tình trạng 14 ngày qua" / "The last 14 days";
        HealthIntro => "Đếm trong bộ nhớ và ghi lại mỗi mười giây. Trình duyệt giữ mã nhúng năm phút, nên số lượt tải thấp hơn số lượt xem trang." / "Counted in memory and written down every ten seconds. Browsers keep the loader for five minutes, so it is loaded less often than pages are seen.";
        Day => "Ngày" / "Day";
        Loads => "Tải mã" / "Loaded";
        Opened => "Mở biểu mẫu" / "Opened";
        Plain => "Mở trang riêng" / "As a page";
        Filed => "Đã gửi" / "Filed";
        Refused => "Chưa nhận (thiếu, sai)" / "Not taken (missing, wrong)";
        Fell => "Không hiện được" / "Could not be shown";
        Foreign => "Nguồn không được phép" / "Origin not allowed";
        Failed => "Lỗi máy chủ" / "Failed here";
        HealthForeign => "Có trang ở nguồn chưa được phép đang nhúng biểu mẫu: kiểm tra danh sách nguồn." / "A page of an origin that is not on the list carries the form: look at the list.";
        HealthFell => "Có người không mở được biểu mẫu trong trang và phải sang trang riêng: kiểm tra CSP của trang." / "Some people could not open the form in the page and went to a page of ours: check the page's CSP.";
        HealthFailed => "Có lần gửi bị lỗi ở máy chủ: xem nhật ký máy chủ." / "Some filings failed on this server: look at its log.";
        HealthGood => "Không thấy lỗi nào." / "No trouble is seen.";
        HealthQuiet => "Chưa trang nào tải mã nhúng." / "No page has loaded it yet.";

        ChangesTitle => "Ai đã sửa gì" / "Who changed what";
        ChangesNone => "Chưa ai sửa gì." / "Nothing was changed yet.";
        ChangedBy => "{who}, {date}" / "{who}, {date}";
        ChangedNew => "Tạo trang nhúng" / "Added the site";
        ChangedPart => "{what}: {before} → {after}" / "{what}: {before} → {after}";
        ChangedQuestion => "Sửa câu hỏi {id}" / "Changed the question {id}";
        ChangedLogo => "Đổi biểu trưng" / "Set another logo";
        ChangedNoLogo => "Xóa biểu trưng" / "Removed the logo";
    }
}
