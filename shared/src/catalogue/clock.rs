//! Words about deadlines, for citizens and staff alike: what is due when, and why that day.
//! Only sentences; how days are counted is `clock::term`.

crate::catalogue! {
    /// Words about deadlines.
    pub enum ClockText {
        DueAcknowledge => "Hạn xác nhận đã nhận: {when}." / "Receipt to be confirmed by: {when}.";
        DueAccept => "Hạn thụ lý: {when}." / "To be taken up by: {when}.";
        DueFirstAnswer => "Hạn trả lời lần đầu: {when}." / "First answer due: {when}.";
        DueResolve => "Hạn trả lời: {when}." / "Answer due: {when}.";
        Day => "{weekday} {date}" / "{weekday} {date}";
        DayTime => "{time} {weekday} {date}" / "{time}, {weekday} {date}";

        NotReceipt => "không tính ngày nhận" / "the day of receipt is not counted";
        NotAcceptance => "không tính ngày thụ lý" / "the day it was taken up is not counted";
        NotArrival => "không tính ngày đơn vị nhận" / "the day the agency got it is not counted";
        Holidays => "nghỉ lễ {days}" / "public holidays {days}";
        Holiday => "nghỉ lễ {days}" / "public holiday {days}";
        MakeUpDays => "làm bù {days} có tính" / "make-up working days {days} count";
        MakeUpDay => "làm bù {days} có tính" / "the make-up working day {days} counts";
        Paused => "tạm dừng {days} để chờ bổ sung thông tin" / "paused {days} while waiting for information";
        Answered => "không tính {days} vì khi đó đã có trả lời" / "{days} not counted, as there was an answer then";
        Recalculated => "đã tính lại theo lịch hoặc quy định mới" / "worked out again by the new calendar or rules";
        Extended => "đã gia hạn thêm {length}" / "extended by {length}";
        Carried => "ngày cuối là ngày nghỉ nên chuyển sang ngày làm việc kế tiếp" / "the last day was not a working day, so the term ends on the next";
        CarriedPause => "thời hạn không kết thúc trong lúc tạm dừng" / "the term does not end while it is paused";
        Provisional => "Tạm tính như thể được thụ lý vào ngày cuối của hạn thụ lý; ngày chính thức có khi vụ việc được thụ lý." / "Reckoned as if it were taken up on the last day for that; the date becomes final when it is.";
        Standing => "Đồng hồ đang tạm dừng; ngày này sẽ lùi lại khi đồng hồ chạy tiếp." / "The clock stands at present; the date moves later when it goes on.";

        WorkingMinutes => "{n} phút làm việc" / "{n} working minute(s)";
        WorkingHours => "{n} giờ làm việc" / "{n} working hour(s)";
        WorkingDays => "{n} ngày làm việc" / "{n} working day(s)";
        CalendarDays => "{n} ngày" / "{n} day(s)";

        MarkReceipt => "Ngày nhận" / "Day of receipt";
        MarkCounted => "Có tính" / "Counted";
        MarkExtended => "Có tính, trong thời gian gia hạn" / "Counted, within the extension";
        MarkMakeUp => "Ngày làm bù, có tính" / "Make-up working day, counted";
        MarkShortDay => "Ngày làm việc rút ngắn, có tính" / "Short working day, counted";
        MarkWeekend => "Ngày nghỉ hằng tuần" / "Weekly day off";
        MarkHoliday => "Nghỉ lễ" / "Public holiday";
        MarkPaused => "Tạm dừng" / "Paused";
        MarkAnswered => "Đã có trả lời, không tính" / "Answered, not counted";
        MarkCarried => "Ngày kết thúc được dời đến" / "The term is carried over to here";

        Monday => "thứ Hai" / "Monday";
        Tuesday => "thứ Ba" / "Tuesday";
        Wednesday => "thứ Tư" / "Wednesday";
        Thursday => "thứ Năm" / "Thursday";
        Friday => "thứ Sáu" / "Friday";
        Saturday => "thứ Bảy" / "Saturday";
        Sunday => "Chủ nhật" / "Sunday";
    }
}

impl ClockText {
    /// The name of a weekday, 0 for Monday.
    pub const fn weekday(number: usize) -> Self {
        const NAMES: [ClockText; 7] = [
            ClockText::Monday,
            ClockText::Tuesday,
            ClockText::Wednesday,
            ClockText::Thursday,
            ClockText::Friday,
            ClockText::Saturday,
            ClockText::Sunday,
        ];
        NAMES[number % 7]
    }
}
