//! What people thought of the answers, for supervisors.

crate::catalogue! {
    /// Satisfaction.
    pub enum Satisfaction {
        Title => "Hài lòng" / "Satisfaction";
        Intro => "Người dân đánh giá câu trả lời thế nào và viết gì. Tính trên hồ sơ nhận trong kỳ; mỗi người chỉ đánh giá được sau khi có câu trả lời." / "How people rated the answers, and what they wrote. Of the cases received in the period; only who got an answer can rate it.";
        Show => "Xem của cơ quan" / "Of which agency";
        Summary => "Tại {agency}: {rated} trong {answered} người được trả lời đã đánh giá ({response}), trung bình {mean} sao; kỳ trước {before}, cùng kỳ năm trước {year}." / "{agency}: {rated} of {answered} people who got an answer rated it ({response}), {mean} stars in the mean; {before} in the period before, {year} in the year before.";
        Few => "Chỉ có {rated} lượt đánh giá: số trung bình chưa nói lên nhiều." / "Only {rated} ratings: the mean does not say much yet.";
        Nobody => "Chưa có ai đánh giá trong kỳ này." / "Nobody has rated an answer in this period yet.";
        Stars => "Số sao" / "Stars";
        Star => "{n} sao" / "{n} of 5 stars";
        Ratings => "Lượt đánh giá" / "Ratings";
        StarsSummary => "Không hài lòng (1–2 sao): {low}; bình thường (3 sao): {middle}; hài lòng (4–5 sao): {high}." / "Dissatisfied (1–2 stars): {low}; in between (3 stars): {middle}; satisfied (4–5 stars): {high}.";
        Chart => "Biểu đồ cột: số lượt đánh giá theo số sao" / "Bar chart: ratings by number of stars";
        Table => "Theo cơ quan trực thuộc" / "By agency right below";
        Agency => "Cơ quan" / "Agency";
        Answered => "Được trả lời" / "Answered";
        Response => "Tỷ lệ đánh giá" / "Share who rated";
        Mean => "Trung bình" / "Mean";
        Words => "Người dân viết" / "What people wrote";
        WordsOf => "Xem ý kiến" / "Words with";
        AnyStars => "mọi đánh giá" / "any rating";
        WordsNote => "Tên người, số điện thoại, địa chỉ e-mail, số giấy tờ được tự động che (▇▇▇). Ý kiến của hồ sơ được bảo mật không hiện ở đây. Che tự động có thể sót: đừng chép ra ngoài khi chưa đọc lại." / "Names, telephone numbers, e-mail addresses and numbers of papers are covered by the program (▇▇▇). Words from sealed cases are not shown. It may miss some: read them again before you pass them on.";
        NoWords => "Không ai viết gì với đánh giá này." / "Nobody wrote anything with such a rating.";
        More => "Còn nữa: chọn kỳ ngắn hơn hoặc cơ quan trực thuộc để xem tiếp." / "There are more: choose a shorter period or an agency below to read on.";
        Nothing => "chưa có" / "none";
    }
}
