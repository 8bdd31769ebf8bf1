//! Publishing a case: what moderators and citizens read about it.

crate::catalogue! {
    /// Texts around publishing.
    pub enum Publishing {
        NameFound => "Có thể là tên người" / "May be a person's name";
        // The panel of the console.
        Title => "Công khai" / "The public";
        Never => "Hồ sơ này không được công khai: loại của nó, hoặc niêm phong, không cho phép." / "This case cannot be made public: its kind, or a seal, does not allow it.";
        Refused => "Người gửi không đồng ý công khai." / "Whoever sent it does not want it public.";
        Unanswered => "Công khai được sau khi đã trả lời." / "It can be made public once it is answered.";
        Possible => "Chưa công khai." / "Not public yet.";
        Published => "Đã công khai {date}." / "Public since {date}.";
        OpenPage => "Xem trang công khai" / "Open the public page";
        // The form.
        MarkTitle => "Che thông tin cá nhân" / "Hide what is personal";
        MarkHint => "Bấm vào một từ để che hoặc bỏ che; kéo chuột để che cả đoạn. Bằng bàn phím: mũi tên để đi, dấu cách để che, giữ Shift và mũi tên để che tiếp." / "Click a word to hide or show it; drag over a stretch to hide it all. With the keyboard: arrows move, space hides, Shift with arrows goes on hiding.";
        FoundHint => "Phần mềm đã che sẵn {n} chỗ có vẻ là thông tin cá nhân. Hãy đọc lại toàn bộ: tên người, địa chỉ nhà và chi tiết nhận ra được ai thì chỉ bạn thấy." / "{n} places that look personal are hidden already. Read it all: names, home addresses and details that give somebody away only you can see.";
        FoundNone => "Phần mềm không thấy gì rõ là thông tin cá nhân. Hãy đọc lại toàn bộ trước khi công khai." / "Nothing here clearly looks personal. Read it all before you publish.";
        PartTitle => "Tiêu đề" / "Title";
        PartBody => "Nội dung người dân gửi" / "What the citizen wrote";
        PartAnswer => "Câu trả lời" / "The answer";
        PreviewTitle => "Mọi người sẽ đọc" / "Everybody will read";
        HiddenHere => "(đã che)" / "(hidden)";
        AlsoHide => "Che luôn {n} chỗ giống vậy" / "Hide the same in {n} other places";
        ShowAll => "Bỏ che tất cả" / "Show everything";
        HideFound => "Che lại những chỗ tìm thấy" / "Hide what was found";
        // Pictures.
        PicturesTitle => "Ảnh công khai cùng hồ sơ" / "Pictures that go with it";
        PicturesHint => "Chỉ ảnh bạn chọn mới công khai. Hãy che mặt người, biển số xe, giấy tờ. Ảnh công khai được làm lại với các ô đen in hẳn vào ảnh; ảnh gốc không bao giờ ra ngoài." / "Only pictures that you choose become public. Cover faces, number plates, papers. The public picture is made anew with the black boxes painted in; the original never goes out.";
        ShowPicture => "Công khai ảnh {name}" / "Make {name} public";
        CoverHint => "Kéo trên ảnh để che một chỗ. Bằng bàn phím: thêm một ô, mũi tên để dời, giữ Shift và mũi tên để đổi cỡ, Delete để bỏ." / "Drag over the picture to cover a place. With the keyboard: add a box, arrows move it, Shift with arrows changes its size, Delete removes it.";
        AddCover => "Thêm ô che" / "Add a box";
        CoverAt => "Ô che {n}: cách trái {x}%, cách trên {y}%, rộng {w}%, cao {h}%" / "Box {n}: {x}% from the left, {y}% from the top, {w}% wide, {h}% high";
        ChangesTitle => "Khác với bản đang công khai" / "What changes in what is public now";
        Loading => "Đang mở nội dung…" / "Opening the texts…";
        ReasonLabel => "Lý do" / "Reason";
        // What the citizen is asked and told.
        WishNo => "Tôi không muốn hồ sơ này được công khai" / "I do not want this case to be made public";
        WishYes => "Tôi đồng ý công khai hồ sơ này, sau khi đã che thông tin cá nhân" / "This case may be made public, with what is personal hidden";
        WishHint => "Câu trả lời công khai giúp người khác có cùng việc. Tên, số điện thoại và thông tin cá nhân luôn được che; tố cáo không bao giờ công khai. Bạn đổi ý được bất cứ lúc nào." / "A public answer helps others with the same matter. Names, phone numbers and what is personal are always hidden; denunciations are never public. You can change your mind at any time.";
        WishTitle => "Công khai hồ sơ" / "Making the case public";
        IsPublic => "Hồ sơ và câu trả lời này đang công khai, đã che thông tin cá nhân." / "This case and its answer are public, with what is personal hidden.";
        MayBePublic => "Sau khi được trả lời, hồ sơ này có thể được công khai, đã che thông tin cá nhân." / "Once answered, this case may be made public, with what is personal hidden.";
        NotPublic => "Hồ sơ này không được công khai." / "This case is not made public.";
        SayNo => "Không công khai nữa" / "Keep it from the public";
        SayYes => "Cho phép công khai" / "Allow it to be public";
        DoneNo => "Đã ghi nhận: hồ sơ không được công khai." / "Noted: the case is kept from the public.";
        DoneYes => "Đã ghi nhận: hồ sơ có thể được công khai, sau khi che thông tin cá nhân." / "Noted: the case may be made public, with what is personal hidden.";
        Joined => "Bạn cùng theo dõi hồ sơ công khai {code}, đã có câu trả lời." / "You follow the public case {code}, which has been answered.";
    }
}
