//! What the search box says of the fields of the query language and of values that are no names.

use crate::Lang;
use crate::query::Field;

/// A field as people speak of it.
pub const fn field_name(field: Field, lang: Lang) -> &'static str {
    match field {
        Field::Kind => Terms::Kind,
        Field::State => Terms::State,
        Field::Agency => Terms::Agency,
        Field::Desk => Terms::Desk,
        Field::Area => Terms::Area,
        Field::Category => Terms::Category,
        Field::Channel => Terms::Channel,
        Field::Site => Terms::Site,
        Field::Assigned => Terms::Assigned,
        Field::Flag => Terms::Flag,
        Field::Code => Terms::Code,
        Field::Received => Terms::Received,
        Field::Due => Terms::Due,
        Field::Answered => Terms::Answered,
        Field::OnTime => Terms::OnTime,
        Field::Rating => Terms::Rating,
        Field::Transfers => Terms::Transfers,
        Field::Reopened => Terms::Reopened,
        Field::Bounces => Terms::Bounces,
        Field::Accepted => Terms::Accepted,
        Field::Replied => Terms::Replied,
        Field::Appeal => Terms::Appeal,
        Field::Sealed => Terms::Sealed,
    }
    .text(lang)
}

/// A value of the language's own words; `None` for what says itself.
pub fn value_name(field: Field, value: &str, lang: Lang) -> Option<&'static str> {
    let term = match (field, value) {
        (Field::State, "open") => Terms::Open,
        (Field::State, "done") => Terms::Done,
        (Field::State, "late") => Terms::Late,
        (Field::Assigned, "me") => Terms::Me,
        (Field::Assigned, "none") => Terms::Nobody,
        (_, "today") => Terms::Today,
        (_, "yesterday") => Terms::Yesterday,
        (_, "tomorrow") => Terms::Tomorrow,
        (_, "this-month") => Terms::ThisMonth,
        (_, "last-month") => Terms::LastMonth,
        (_, "this-year") => Terms::ThisYear,
        (_, "overdue") => Terms::Overdue,
        (Field::Due, "<2d") => Terms::DueTwoDays,
        (Field::Due, "<7d") => Terms::DueWeek,
        (Field::Due, ">7d") => Terms::DueLater,
        (Field::Received | Field::Answered, "<7d") => Terms::LastWeek,
        (Field::Received, "<30d") => Terms::LastThirty,
        (Field::Received, ">30d") => Terms::Older,
        (_, "none") => Terms::None,
        (_, "any") => Terms::Any,
        (_, "yes") => Terms::Yes,
        (_, "no") => Terms::No,
        (Field::Rating, "<3") => Terms::Bad,
        (Field::Rating, ">=4") => Terms::Good,
        (Field::Transfers | Field::Reopened | Field::Bounces, ">1") => Terms::Several,
        _ => return None,
    };
    Some(term.text(lang))
}

crate::catalogue! {
    /// Fields and values.
    pub enum Terms {
        Kind => "Loại" / "Kind";
        State => "Trạng thái" / "State";
        Agency => "Cơ quan, gồm cả cấp dưới" / "Agency, with those below it";
        Desk => "Đúng cơ quan này" / "This agency only";
        Area => "Địa bàn" / "Area";
        Category => "Lĩnh vực" / "Category";
        Channel => "Kênh tiếp nhận" / "Channel";
        Site => "Trang web gửi đến" / "Website it came through";
        Assigned => "Người xử lý" / "Assignee";
        Flag => "Dấu hiệu khi kiểm duyệt" / "Noticed at screening";
        Code => "Mã hồ sơ" / "Tracking code";
        Received => "Ngày nhận" / "Received";
        Due => "Hạn trả lời" / "Due";
        Answered => "Ngày trả lời" / "Answered";
        Accepted => "Đã thụ lý" / "Taken up";
        Replied => "Đã từng được trả lời" / "Answered at least once";
        OnTime => "Trả lời đúng hạn" / "Answered on time";
        Rating => "Người dân đánh giá" / "Citizen's rating";
        Transfers => "Số lần chuyển" / "Times passed on";
        Reopened => "Số lần mở lại" / "Times reopened";
        Bounces => "Số lần bị trả lại" / "Times sent back";
        Appeal => "Khiếu nại tiếp" / "Is an appeal";
        Sealed => "Giữ kín danh tính" / "Sealed";
        Open => "Chưa xong" / "Still open";
        Done => "Đã xong" / "Done";
        Late => "Quá hạn" / "Overdue";
        Me => "Tôi" / "Me";
        Nobody => "Chưa ai" / "Nobody";
        Today => "Hôm nay" / "Today";
        Yesterday => "Hôm qua" / "Yesterday";
        Tomorrow => "Ngày mai" / "Tomorrow";
        ThisMonth => "Tháng này" / "This month";
        LastMonth => "Tháng trước" / "Last month";
        ThisYear => "Năm nay" / "This year";
        Overdue => "Đã quá hạn" / "Overdue";
        DueTwoDays => "Trong 2 ngày tới, kể cả quá hạn" / "Within 2 days, overdue ones too";
        DueWeek => "Trong 7 ngày tới, kể cả quá hạn" / "Within 7 days, overdue ones too";
        DueLater => "Sau 7 ngày nữa" / "In more than 7 days";
        LastWeek => "7 ngày qua" / "Last 7 days";
        LastThirty => "30 ngày qua" / "Last 30 days";
        Older => "Hơn 30 ngày trước" / "More than 30 days ago";
        None => "Không có" / "None";
        Any => "Có" / "Any";
        Yes => "Có" / "Yes";
        No => "Không" / "No";
        Bad => "Dưới 3 sao" / "Below 3 stars";
        Good => "Từ 4 sao" / "4 stars and more";
        Several => "Nhiều lần" / "Several times";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_name_of_its_own() {
        for &lang in Lang::ALL {
            let mut names: Vec<_> = Field::ALL.iter().map(|field| field_name(*field, lang)).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), Field::ALL.len());
        }
    }
}
