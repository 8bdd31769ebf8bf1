//! The story of a case in plain words, as the citizen and the staff read it. Places: `{agency}`, `{who}`,
//! `{reason}`, `{stars}`, `{date}`, `{share}`, `{label}`, `{code}`.

crate::catalogue! {
    /// Texts of events.
    pub enum Story {
        Received => "Hồ sơ đã được tiếp nhận" / "The case was received";
        ReceivedFor => "Hồ sơ được tiếp nhận ({channel}), cán bộ ghi lại thay người gửi" / "The case was received ({channel}) and taken down by a member of staff";
        TakenDownBy => "{who} ghi lại thay người gửi" / "Taken down by {who}";
        Passed => "Hồ sơ đã qua kiểm duyệt" / "The case passed screening";
        Routed => "Hồ sơ được chuyển đến {agency}" / "The case went to {agency}";
        Accepted => "{agency} đã thụ lý hồ sơ" / "{agency} took up the case";
        Started => "{agency} bắt đầu xử lý" / "{agency} started to work on it";
        AssignedTo => "Phân công cho {who}" / "Assigned to {who}";
        AssignedNobody => "Bỏ phân công, trả về hàng chờ" / "Put back into the queue";
        Transferred => "Chuyển sang {agency} vì thuộc thẩm quyền của cơ quan này" / "Passed on to {agency}, which is responsible";
        TransferredBack => "{agency} nhận lại hồ sơ" / "Sent back to {agency}";
        Succeeded => "{from} đã sáp nhập vào {agency}, nơi tiếp tục giải quyết hồ sơ" / "{from} became part of {agency}, which goes on with the case";
        Referred => "Các cơ quan chưa thống nhất ai chịu trách nhiệm, nên {agency} sẽ quyết định" / "The agencies did not agree who is responsible, so {agency} decides";
        InfoRequested => "{agency} đề nghị bổ sung thông tin" / "{agency} asked for more information";
        MessagedByCitizen => "Người gửi bổ sung thông tin" / "The citizen wrote";
        MessagedByStaff => "{agency} gửi tin nhắn" / "{agency} wrote";
        OpinionAsked => "Xin ý kiến của {agency}, hạn {date}" / "{agency} was asked for its opinion by {date}";
        OpinionGiven => "Đã có ý kiến phối hợp" / "The opinion was given";
        AnswerSubmitted => "Trình duyệt dự thảo trả lời" / "A draft answer went for approval";
        AnswerReturned => "Trả lại dự thảo để sửa" / "The draft was sent back";
        Answered => "{agency} đã trả lời" / "{agency} answered";
        Closed => "Hồ sơ đã kết thúc" / "The case was closed";
        Rejected => "Không thụ lý: {reason}" / "Not taken up: {reason}";
        Withdrawn => "Người gửi rút hồ sơ" / "The citizen withdrew the case";
        Reopened => "Hồ sơ được mở lại theo yêu cầu của người gửi" / "The case was reopened at the citizen's request";
        Rated => "Người gửi đánh giá {stars}/5" / "The citizen rated it {stars} out of 5";
        Extended => "Gia hạn giải quyết" / "The deadline was extended";
        Recalculated => "Thời hạn được tính lại: hạn trả lời từ {was} thành {date}" / "The deadline was worked out again: the answer was due by {was} and is now due by {date}";
        RecalculatedSame => "Thời hạn được tính lại; hạn trả lời không đổi" / "The deadlines were worked out again; the answer is due as before";
        Noted => "Ghi chú nội bộ" / "Internal note";
        Warned => "{label}: đã dùng {share}% thời hạn" / "{label}: {share}% of the time is used";
        Breached => "{label}: quá hạn từ {date}" / "{label}: overdue since {date}";
        Acknowledged => "Đã biết cảnh báo về thời hạn; không báo lên bậc tiếp theo" / "Took notice of the deadline; nobody further up is told";
        Undone => "Hoàn tác việc vừa làm" / "Took back what was just done";
        TakenBack => "{text} (đã hoàn tác)" / "{text} (taken back)";
        Merged => "Hồ sơ được gộp vào hồ sơ {code}; bạn sẽ nhận cùng một câu trả lời" / "The case was merged into {code}; you will get the same answer";
        Unmerged => "Hồ sơ được tách ra để xử lý riêng" / "The case stands by itself again";
        Attached => "Gửi kèm {n} tệp" / "Files sent along: {n}";
        TextRead => "Đã đọc nội dung tệp số {n} để tìm kiếm" / "The text of file {n} was read, for search";
        Published => "Hồ sơ và câu trả lời được công khai, đã che thông tin cá nhân" / "The case and its answer were made public, with what is personal hidden";
        Unpublished => "Hồ sơ không còn công khai: {reason}" / "The case is no longer public: {reason}";
        Split => "Một việc trong hồ sơ được tách ra để xử lý riêng: hồ sơ {code}" / "Another matter of this case is dealt with by itself: case {code}";
        ReceivedSplit => "Được tách từ hồ sơ {code} để xử lý riêng" / "Taken out of case {code}, to be dealt with by itself";
        Appealed => "Người gửi không đồng ý với kết quả và khiếu nại tiếp lên {agency}: hồ sơ {code}" / "The citizen does not accept how it ended and appeals to {agency}: case {code}";
        ReceivedAppeal => "Khiếu nại tiếp đối với kết quả của hồ sơ {code}" / "An appeal against how case {code} ended";
        AppealTitle => "Khiếu nại tiếp: {title}" / "Appeal: {title}";
        WishedPublic => "Người gửi đồng ý công khai hồ sơ" / "The citizen lets the case be public";
        WishedPrivate => "Người gửi không muốn công khai hồ sơ" / "The citizen does not want the case to be public";
        Unsealed => "Mở danh tính người gửi, có nêu lý do" / "Opened who sent it, for the reason given";
        Sealed => "Hồ sơ được niêm phong" / "The case was sealed";
        SealLifted => "Hồ sơ không còn niêm phong" / "The seal was lifted";
        Erased => "Dữ liệu cá nhân trong hồ sơ đã được xóa" / "The personal data of the case were erased";
        ErasedByRule => "Dữ liệu cá nhân trong hồ sơ đã được xóa vì hết thời hạn lưu giữ" / "The personal data of the case were erased: they are kept no longer";
        ErasedAgain => "Dữ liệu cá nhân của hồ sơ đã được xóa ngày {date}. Sau đó hệ thống được khôi phục từ một bản sao lưu cũ hơn, nên dữ liệu được xóa lại." / "The personal data of this case were erased on {date}. Since then the system was restored from an older backup, so they were erased again.";
        ErasedAgainOpen => "Dữ liệu cá nhân của hồ sơ đã được xóa ngày {date}. Sau đó hệ thống được khôi phục từ một bản sao lưu cũ hơn, lúc hồ sơ còn đang xử lý; dữ liệu được xóa lại và hồ sơ kết thúc tại đây." / "The personal data of this case were erased on {date}. Since then the system was restored from an older backup, of when the case was still open; they were erased again, and the case ends here.";
        ErasedWords => "(nội dung đã được xóa)" / "(the text was erased)";
        NotShown => "(không hiển thị)" / "(not shown)";
        You => "Bạn" / "You";
        Citizen => "Người gửi" / "Citizen";
        System => "Hệ thống" / "System";
        Staff => "Cán bộ" / "Staff";
        NoDeadline => "Loại này không có thời hạn trả lời." / "There is no deadline for this kind.";
        WhyChosen => "Người gửi chọn cơ quan này" / "The sender chose this agency";
        WhyRule => "Theo quy tắc phân luồng: {rule}" / "By a routing rule: {rule}";
        WhySuggested => "Theo gợi ý học từ các hồ sơ trước ({share}%)" / "Suggested from earlier cases ({share}%)";
        WhyPlaceAndTopic => "Theo nơi, lĩnh vực và loại bạn chọn" / "By the place, topic and kind you chose";
        WhySite => "Không quy tắc nào khớp: về cơ quan chủ quản trang" / "No rule matched: with the agency of the website";
        WhyAppeal => "Cơ quan cấp trên của nơi đã trả lời" / "The agency above the one that answered";
        WhyPerson => "Do cán bộ quyết định" / "Decided by a member of staff";
        TrackCitizen => "tính từ ngày gửi" / "since it was filed";
        TrackAgency => "tính từ khi cơ quan nhận" / "since the agency got it";
        Acknowledge => "Xác nhận đã nhận" / "Acknowledgement";
        Accept => "Thụ lý hoặc chuyển đi" / "Acceptance";
        FirstAnswer => "Trả lời lần đầu" / "First answer";
        Resolve => "Trả lời" / "Answer";
    }
}
