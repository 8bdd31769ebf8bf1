//! Routing as staff read of it: the suggestion, the rules and what is wrong with them, the learned model.

crate::catalogue! {
    /// What is said beside a case.
    pub enum Suggesting {
        SuggestionTitle => "Gợi ý nơi xử lý" / "Where it may belong";
        SuggestionPercent => "{percent}% chắc chắn" / "{percent}% sure";
        SuggestionWords => "Căn cứ vào các từ" / "Because of the words";
        SuggestionAccept => "Chuyển đến đây" / "Send it there";
        SuggestionOther => "Chọn cơ quan khác" / "Choose another agency";
        SuggestionOthers => "Khả năng khác" / "Other possibilities";
        SuggestionLearns => "Hệ thống học từ lựa chọn của bạn: sửa gợi ý sai cũng là dạy." / "The system learns from your choice: correcting it teaches it as well.";
        SuggestionSent => "Đã chuyển đến {agency}." / "Sent to {agency}.";
        SuggestionReason => "Thuộc thẩm quyền của cơ quan này theo nội dung phản ánh." / "What it is about falls to this agency.";
        GoesUp => "Hồ sơ đã được chuyển {n} lần. Nếu chuyển tiếp, {agency} sẽ quyết định cơ quan nào chịu trách nhiệm." / "This case was passed on {n} times. Passed on again, it goes to {agency}, which decides who is responsible.";
        Named => "Các cơ quan cấp dưới không thống nhất cơ quan nào chịu trách nhiệm; nơi được nêu gần nhất là {agency}. Hãy chọn cơ quan xử lý." / "The agencies below could not agree who is responsible; the one named last is {agency}. Please decide.";
    }
}

crate::catalogue! {
    /// What administrators read.
    pub enum Routing {
        RulesTitle => "Quy tắc phân luồng" / "Routing rules";
        RulesIntro => "Quy tắc được xét từ trên xuống, quy tắc khớp đầu tiên quyết định. Lựa chọn của người gửi đi trước, gợi ý học được đi sau." / "Rules are asked from the top down and the first that matches decides. The sender's own choice comes before them, the learned suggestion after.";
        RulesKeys => "Dùng Alt + ↑ hoặc Alt + ↓ trên một quy tắc để đổi thứ tự." / "Alt + ↑ or Alt + ↓ on a rule moves it.";
        RuleNew => "Thêm quy tắc" / "Add a rule";
        RuleTryNew => "Thử một quy tắc" / "Try a rule";
        RuleEdit => "Sửa" / "Change";
        RuleUp => "Lên" / "Up";
        RuleDown => "Xuống" / "Down";
        RuleActive => "Đang dùng" / "In force";
        RuleInactive => "Đang tắt" / "Switched off";
        RuleActivate => "Bật" / "Switch on";
        RuleDeactivate => "Tắt" / "Switch off";
        RuleQuery => "Khi hồ sơ khớp" / "When a case matches";
        RuleQueryHelp => "Cùng ngôn ngữ với ô tìm kiếm, ví dụ: category:rac-thai area:79 \"bãi rác\"" / "The language of the search box, for example: category:rac-thai area:79 \"bãi rác\"";
        RuleTarget => "Chuyển đến" / "Send it to";
        RuleTargetHelp => "Mã cơ quan, hoặc commune, province, province-department:so-xay-dung" / "An agency's code, or commune, province, province-department:so-xay-dung";
        RuleNameVi => "Tên (tiếng Việt)" / "Name (Vietnamese)";
        RuleNameEn => "Tên (tiếng Anh)" / "Name (English)";
        RuleSave => "Lưu" / "Save";
        RuleCancel => "Bỏ" / "Cancel";
        RuleVersion => "Lần sửa {n}" / "Version {n}";
        RuleChangedBy => "{who}, {date}" / "{who}, {date}";
        RulePlace => "Vị trí {n}" / "Place {n}";
        RuleSaved => "Đã lưu quy tắc; các máy chủ dùng ngay trong vài giây." / "The rule is saved; every server uses it within seconds.";
        RuleMoved => "Quy tắc nay ở vị trí {n}." / "The rule is at place {n} now.";
        RuleReadOnly => "Bạn xem được quy tắc; chỉ quản trị viên được sửa." / "You can read the rules; only administrators change them.";
        // Targets in words.
        TargetCommune => "UBND xã, phường nơi xảy ra" / "Committee of the commune where it happened";
        TargetProvince => "UBND tỉnh, thành phố nơi xảy ra" / "Committee of the province where it happened";
        TargetDepartment => "{name} của tỉnh, thành phố nơi xảy ra" / "{name} of the province where it happened";
        TargetOther => "Các cơ quan ít nhận vụ việc" / "Agencies that seldom get a case";
        // Lint.
        LintTitle => "Kiểm tra quy tắc" / "What is wrong with the rules";
        LintBasis => "Theo cách viết và {n} hồ sơ gần đây." / "By how they are written and by {n} recent cases.";
        LintMany => "Điều cần xem: {n}" / "Findings: {n}";
        LintNone => "Không thấy vấn đề nào." / "Nothing was found.";
        LintUnknownValue => "{field}: không có giá trị “{value}”." / "{field}: there is no “{value}”.";
        LintUnknownTarget => "Nơi nhận “{value}” không có ở đâu cả." / "The target “{value}” does not exist anywhere.";
        LintNeverMatches => "Không bao giờ khớp: {reason}" / "It never matches: {reason}";
        LintNeverAtIntake => "lúc mới gửi chưa hồ sơ nào có điều này ({test})." / "no case has this when it is filed ({test}).";
        LintContradiction => "các điều kiện loại trừ nhau ({a} và {b})." / "its conditions exclude each other ({a} and {b}).";
        LintShadowed => "Bị che: quy tắc “{other}” đứng trước đã nhận mọi hồ sơ khớp quy tắc này." / "Shadowed: the rule “{other}” before it takes every case that it matches.";
        LintConflicting => "Mâu thuẫn với “{other}”: {n} hồ sơ gần đây khớp cả hai nhưng được gửi đi hai nơi khác nhau; thứ tự đang quyết định." / "Conflicts with “{other}”: {n} recent cases match both, which send them to different places; the order decides.";
        LintUnused => "Không hồ sơ nào gần đây khớp." / "No recent case matches it.";
        LintBounceProne => "{part} trong {all} hồ sơ nó gửi đi đã bị chuyển tiếp, nhiều nhất sang {agency}." / "{part} of {all} cases it sent were passed on, mostly to {agency}.";
        Used => "Khớp {matched}, nhận {first}" / "Matches {matched}, takes {first}";
        PairsTitle => "Hồ sơ bị chuyển qua lại" / "Cases passed between agencies";
        PairsFrom => "Cơ quan chuyển" / "Passed on by";
        PairsTo => "Sang" / "To";
        PairsCases => "Hồ sơ" / "Cases";
        PairsBack => "Trả lại" / "Sent back";
        PairsNone => "Gần đây không có hồ sơ nào bị chuyển." / "No case was passed on lately.";
        // Dry run.
        TryTitle => "Chạy thử trên hồ sơ cũ" / "Try it on past cases";
        TryFrom => "Từ ngày" / "From";
        TryTo => "Đến ngày" / "To";
        TryRun => "Chạy thử" / "Try";
        TryResult => "{moved} trong {cases} hồ sơ sẽ đi nơi khác." / "{moved} of {cases} cases would go elsewhere.";
        TryMore => "Kỳ này còn nhiều hơn; chỉ xét những hồ sơ mới nhất." / "There are more in this period; the newest were looked at.";
        TryRight => "Đúng nơi đã thụ lý: nay {before}, sau khi đổi {after}, trên {of} hồ sơ đã rõ." / "Where it was taken up in the end: {before} now, {after} afterwards, out of {of} that are known.";
        TryWhere => "Từ đâu sang đâu" / "From where to where";
        TryNow => "Nay đến" / "Goes to now";
        TryThen => "Sẽ đến" / "Would go to";
        TryCases => "Hồ sơ" / "Cases";
        TryBetter => "Trong đó đúng nơi" / "Of these right";
        TryList => "Các hồ sơ sẽ chuyển" / "The cases that would move";
        TryEnded => "Đã thụ lý tại {agency}" / "Taken up by {agency}";
        TryHidden => "Bạn mở được {shown} trong {moved} hồ sơ này." / "You can open {shown} of these {moved} cases.";
        TryNothing => "Không hồ sơ nào đổi nơi nhận." / "No case would move.";
        // Changes.
        ChangesTitle => "Ai đã đổi gì" / "Who changed what";
        ChangesNone => "Chưa ai thay đổi." / "Nobody has changed anything yet.";
        ChangeCreated => "Thêm quy tắc" / "Added a rule";
        ChangeChanged => "Sửa quy tắc" / "Changed a rule";
        ChangeActivated => "Bật quy tắc" / "Switched a rule on";
        ChangeDeactivated => "Tắt quy tắc" / "Switched a rule off";
        ChangeOrdered => "Đổi thứ tự" / "Changed the order";
        ChangeThresholds => "Đổi ngưỡng gợi ý" / "Changed the thresholds of the suggestion";
        // The learned model.
        LearningTitle => "Gợi ý học được" / "The learned suggestion";
        LearningIntro => "Học từ những hồ sơ đã được thụ lý, mỗi ngày một lần; mô hình mới chỉ thay mô hình cũ khi đúng hơn trên các hồ sơ mới nhất." / "Learned once a day from cases that were taken up; a new model replaces the old one only when it does better on the newest cases.";
        LearningNone => "Chưa có mô hình: cần ít nhất 200 hồ sơ đã được thụ lý." / "There is no model yet: it needs 200 cases that were taken up.";
        LearningMade => "Học ngày {date} từ {cases} hồ sơ; kiểm trên {judged} hồ sơ gửi từ {from}." / "Learned on {date} from {cases} cases; judged on {judged} cases filed since {from}.";
        Accuracy => "Tỉ lệ đúng" / "Accuracy";
        AccuracyMeans => "Phần hồ sơ được gợi ý đúng nơi." / "Share of cases for which the suggestion was right.";
        MacroF1 => "Macro-F1" / "Macro-F1";
        MacroF1Means => "Trung bình F1 của các nơi nhận: nơi ít hồ sơ cũng được tính ngang nơi nhiều." / "Mean of F1 over destinations: one with few cases counts as much as one with many.";
        Coverage => "Tự chuyển" / "Routed by itself";
        CoverageMeans => "Phần hồ sơ đủ chắc chắn để tự chuyển, và trong đó bao nhiêu đúng." / "Share of cases it is sure enough to route, and how many of these are right.";
        CalibrationTitle => "Nói chắc bao nhiêu, đúng bấy nhiêu" / "Said and seen";
        CalibrationSaid => "Độ chắc chắn nêu ra" / "Said";
        CalibrationSeen => "Thực tế đúng" / "Seen";
        CalibrationError => "Sai lệch trung bình {percent}" / "Mean distance {percent}";
        DestinationsTitle => "Theo nơi nhận" / "By destination";
        Destination => "Nơi nhận" / "Destination";
        Precision => "Đúng trong số gợi ý" / "Precision";
        Recall => "Tìm ra được" / "Recall";
        ConfusionTitle => "Hay nhầm" / "What it confuses";
        ConfusionRight => "Đúng ra" / "Belongs to";
        ConfusionSaid => "Lại gợi ý" / "Was suggested";
        TrialsTitle => "Các lần học" / "Trials";
        TrialReplaced => "Đã thay mô hình" / "Took over";
        TrialKept => "Giữ mô hình cũ" / "The old one stayed";
        TrialChallenger => "Mô hình mới" / "New model";
        TrialChampion => "Mô hình đang dùng" / "Model in use";
        ThresholdShows => "Hiện gợi ý từ (%)" / "Show suggestions from (%)";
        ThresholdRoutes => "Tự chuyển từ (%)" / "Route by itself from (%)";
        ThresholdSaved => "Đã đổi ngưỡng." / "The thresholds are changed.";
        When => "Khi nào" / "When";
        Who => "Ai" / "Who";
        What => "Việc" / "What";
        Before => "Trước" / "Before";
        After => "Sau" / "After";
        Result => "Kết quả" / "Result";
    }
}
