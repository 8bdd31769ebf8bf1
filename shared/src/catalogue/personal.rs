//! The personal data of cases: for how long they are kept, and putting together what is stored about somebody.

crate::catalogue! {
    /// The page of administration that says for how long they are kept.
    pub enum RetentionPage {
        Title => "Thời hạn lưu giữ dữ liệu cá nhân" / "Retention of personal data";
        Intro => "Sau bao nhiêu tháng kể từ khi kết thúc thì dữ liệu cá nhân của hồ sơ bị xóa. Loại, lĩnh vực, cơ quan, các mốc thời gian, sổ cái và số liệu vẫn giữ. Quy định mới chưa có hiệu lực cho đến khi bạn xem thử rồi bật." / "After how many months since its end the personal data of a case are erased. Kind, category, agency, dates, ledger and figures stay. A new rule erases nothing until you have looked at what it would do and switch it on.";
        ListTitle => "Các quy định" / "Rules";
        None => "Chưa có quy định nào: dữ liệu được giữ không thời hạn." / "There are none: data are kept for ever.";
        New => "Thêm quy định" / "Add a rule";
        Kind => "Loại hồ sơ" / "Kind";
        State => "Kết thúc với" / "Ended as";
        Months => "Số tháng kể từ khi kết thúc" / "Months since the end";
        MonthsHelp => "Từ 1 đến 600." / "1 to 600.";
        After => "{kind} · {state}: xóa sau {n} tháng" / "{kind} · {state}: erased after {n} months";
        On => "Đang bật" / "On";
        Off => "Đang tắt" / "Off";
        Save => "Lưu, chưa bật" / "Keep it, switched off";
        Cancel => "Bỏ" / "Cancel";
        Preview => "Xem thử" / "See what it would do";
        PreviewOf => "Xem thử: {rule}" / "See what it would do: {rule}";
        PreviewTitle => "Nếu bật bây giờ" / "If it were on now";
        PreviewCount => "{n} hồ sơ kết thúc trước {date} sẽ bị xóa dữ liệu cá nhân. Việc này không lấy lại được." / "The personal data of {n} cases that ended before {date} would be erased. This cannot be taken back.";
        PreviewNone => "Lúc này chưa có hồ sơ nào kết thúc trước {date}." / "No case ended before {date} at present.";
        PreviewOldest => "Hồ sơ cũ nhất kết thúc ngày {date}." / "The oldest ended on {date}.";
        PreviewFirst => "Các hồ sơ kết thúc sớm nhất (không nêu hồ sơ niêm phong)" / "Those that ended first (sealed ones are not named)";
        SwitchOn => "Bật và bắt đầu xóa" / "Switch on and begin to erase";
        SwitchOff => "Tắt" / "Switch off";
        SwitchOffOf => "Tắt: {rule}" / "Switch off: {rule}";
        Remove => "Bỏ quy định" / "Remove";
        RemoveOf => "Bỏ quy định: {rule}" / "Remove: {rule}";
        RemoveSure => "Bỏ ngay – bấm lần nữa" / "Remove it now – press again";
        SavedSaid => "Đã lưu quy định, chưa bật." / "The rule is kept and switched off.";
        OnSaid => "Đã bật: dữ liệu đến hạn sẽ được xóa dần." / "It is on: data whose time has come are erased little by little.";
        OffSaid => "Đã tắt quy định." / "The rule is off.";
        RemovedSaid => "Đã bỏ quy định." / "The rule was removed.";
    }
}

crate::catalogue! {
    /// The page on which what is stored about somebody is put together.
    pub enum PersonPage {
        Title => "Trích xuất dữ liệu của một người" / "What is stored about somebody";
        Intro => "Khi một người yêu cầu xem dữ liệu của mình: tìm các hồ sơ có số điện thoại hoặc e-mail này, rồi tải tệp gồm mọi điều đang lưu. Lần tìm và lý do được ghi vào nhật ký quản trị." / "For somebody who asks what is stored about them: finds the cases with their telephone number or e-mail address and puts all that is stored into one file. That you did, and why, goes into the record of changes.";
        Contact => "Số điện thoại hoặc e-mail" / "Telephone number or e-mail address";
        ContactHelp => "Đúng như người đó đã để lại. Hồ sơ niêm phong không được tìm; người gửi tự tải bằng mã và mã bí mật." / "As they left it. Sealed cases are not looked through; whoever sent one gets the file with code and secret.";
        Reason => "Lý do (không ghi tên hay liên hệ của ai)" / "Why (name nobody in it)";
        Find => "Tìm và ghi nhật ký" / "Find, and write it down";
        Found => "{n} hồ sơ" / "{n} cases";
        None => "Không có hồ sơ nào trong phạm vi của bạn có liên hệ này." / "No case of your branch has this contact.";
        Download => "Tải tệp dữ liệu" / "Download the file";
        Hour => "Tệp tải được trong một giờ, chỉ bởi bạn." / "You, and only you, can download it for an hour.";
    }
}

crate::catalogue! {
    /// The page on which the personal data of a case are erased.
    pub enum ErasingPage {
        Title => "Xóa dữ liệu cá nhân" / "Erase personal data";
        Note => "Họ tên, liên hệ, địa điểm, mọi nội dung và tệp trong hồ sơ bị xóa hẳn, cả bản công khai. Loại, lĩnh vực, cơ quan, các mốc thời gian và số liệu vẫn giữ. Hồ sơ khiếu nại tiếp và hồ sơ được tách ra phải xóa riêng." / "Name, contact, place, and every text and file of the case are gone for good, the public copy too. Kind, category, agency, dates and figures stay. An appeal, or a part that goes on by itself, is erased by itself.";
        Reason => "Lý do xóa (được giữ lại và người gửi đọc được; không ghi tên hay liên hệ của ai)" / "Why (this is kept and the citizen reads it: name nobody in it)";
        Sure => "Tôi hiểu việc này không lấy lại được" / "I understand that this cannot be taken back";
        Erase => "Xóa hẳn dữ liệu cá nhân" / "Erase for good";
        Done => "Đã xóa dữ liệu cá nhân của hồ sơ." / "The personal data of the case were erased.";
        Back => "Về hồ sơ" / "Back to the case";
    }
}

crate::catalogue! {
    /// What stands in the file.
    pub enum PersonFile {
        About => "Mọi điều hệ thống lưu về người gửi hồ sơ này, trích xuất theo yêu cầu." / "All that the system stores about the citizen of this case, put together on request.";
        LeftOut => "Ghi chú và ý kiến nội bộ của cán bộ không nằm trong tệp này; số lượng ghi ở mục internal_texts." / "Notes and opinions among staff are not in this file; internal_texts says how many there are.";
        Save => "Tải mọi dữ liệu đang lưu về tôi" / "Download all that is stored about me";
        Hint => "Một tệp ZIP: nội dung, liên hệ, tin nhắn, thông báo đã gửi và các tệp của hồ sơ này." / "A ZIP file: the texts, contact, messages, notices sent, and files of this case.";
    }
}
