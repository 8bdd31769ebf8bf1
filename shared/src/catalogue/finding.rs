//! What staff read around the search box, on kept searches, and where cases are merged.

crate::catalogue! {
    /// Finding cases, and finding that they are one.
    pub enum Finding {
        // The search box.
        Choices => "Gợi ý cho câu tìm kiếm" / "Suggestions for the query";
        CasesLeft => "{n} hồ sơ" / "{n} cases";
        FieldWord => "trường" / "field";
        Correct => "Sửa thành:" / "Correct to:";
        // Nothing found.
        WithoutTitle => "Bỏ bớt một điều kiện?" / "Leave one condition out?";
        WithoutPart => "Bỏ “{part}”" / "Without “{part}”";
        NearTitle => "Gần đúng: có một phần các từ đã tìm" / "Close: with some of the words";
        // Kept searches.
        KeptTitle => "Tìm kiếm đã lưu" / "Kept searches";
        KeepThis => "Lưu tìm kiếm này" / "Keep this search";
        KeepName => "Tên gọi" / "Name";
        KeepFor => "Dành cho" / "For";
        KeepForMe => "Chỉ mình tôi" / "Only me";
        Keep => "Lưu" / "Keep";
        Cancel => "Thôi" / "Cancel";
        Kept => "Đã lưu “{name}”" / "“{name}” is kept";
        SharedBy => "{owner} chia sẻ với {agency}" / "Shared by {owner} with {agency}";
        Forget => "Xóa tìm kiếm “{name}”" / "Remove the search “{name}”";
        Forgotten => "Đã xóa “{name}”" / "“{name}” is removed";
        // Cases that say the same.
        SameArea => "cùng địa bàn" / "same area";
        SameCategory => "cùng lĩnh vực" / "same matter";
        SameDay => "cùng ngày" / "same day";
        DayApart => "cách 1 ngày" / "1 day apart";
        DaysApart => "cách {n} ngày" / "{n} days apart";
        Alike => "giống {n}%" / "{n}% alike";
        BothSay => "Cùng viết:" / "Both say:";
        MergeIntoThat => "Gộp vào hồ sơ này" / "Merge into this one";
        FollowsTitle => "Đã gộp vào" / "Merged into";
        FollowersTitle => "Hồ sơ đã gộp vào đây" / "Merged into this case";
        FollowersNote => "Câu trả lời của hồ sơ này đến tất cả người gửi bên dưới." / "The answer to this case reaches everybody below.";
        // The page of duplicates.
        DuplicatesTitle => "Trùng lặp" / "Duplicates";
        DuplicatesLead => "Các hồ sơ đang mở có vẻ cùng một việc. Gộp lại thì một câu trả lời đến tất cả người gửi; tách ra được bất cứ lúc nào." / "Open cases that seem to be one matter. Once merged, one answer reaches everybody; they can be parted again at any time.";
        Compared => "Đã so {n} hồ sơ mới nhất trong số {total}." / "Compared the newest {n} of {total} cases.";
        NoDuplicates => "Không thấy nhóm hồ sơ nào trùng nhau." / "No cases seem to be the same matter.";
        NoDuplicatesDetail => "Thử nới điều kiện tìm, hoặc quay lại khi có thêm hồ sơ." / "Try a wider query, or come back when there are more cases.";
        GroupOf => "{n} hồ sơ có vẻ cùng một việc" / "{n} cases that seem to be one matter";
        MainCase => "Hồ sơ chính" / "Main case";
        TakeAsMain => "Lấy làm hồ sơ chính" / "Make it the main case";
        MergeChosen => "Gộp {n} hồ sơ vào hồ sơ chính" / "Merge {n} into the main case";
        MergeNone => "Chọn hồ sơ để gộp" / "Choose the cases to merge";
        NotTheSame => "Không phải cùng việc" / "Not the same";
        Choose => "Gộp hồ sơ {code}" / "Merge case {code}";
        Merged => "Đã gộp {n} hồ sơ vào {code}" / "{n} cases merged into {code}";
        SetApart => "Đã ghi nhận: không gợi ý nhóm này nữa" / "Noted: this group is not suggested again";
        StaleGroup => "Chưa gộp: có hồ sơ vừa thay đổi. Danh sách đã được tải lại." / "Not merged: one of the cases has just changed. The list has been loaded again.";
        NarrowLabel => "Chỉ so trong" / "Compare only";
        Compare => "So" / "Compare";
        FoundIn => "Trong tệp {name}:" / "In the file {name}:";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn places_to_fill_are_the_same_in_both_languages() {
        let places = |text: &str| {
            let mut names: Vec<String> =
                text.split('{').skip(1).filter_map(|p| p.split_once('}')).map(|(name, _)| name.to_owned()).collect();
            names.sort();
            names
        };
        for key in Finding::ALL {
            assert_eq!(places(key.text(Lang::Vi)), places(key.text(Lang::En)), "{key:?}");
        }
    }
}
