//! The page of the ledger: how anybody can see that nothing was taken out.

crate::catalogue! {
    /// Texts about the ledger.
    pub enum Ledger {
        Nav => "Sổ ghi nhận" / "Ledger";
        Title => "Sổ ghi nhận: không việc nào biến mất" / "The ledger: nothing disappears";
        Lead => "Mỗi việc xảy ra với một hồ sơ là một dòng trong sổ, dòng sau khóa dòng trước. Xóa, sửa hay đổi chỗ một dòng thì mọi dòng sau không còn khớp. Mỗi ngày trang này công bố dòng cuối, có chữ ký số." / "Everything that happens to a case is a line in a ledger, and each line locks the one before it. Whoever deletes, changes or moves a line breaks all that follow. Every day the last line is published here, signed.";
        How => "Tự kiểm tra" / "Check it yourself";
        HowKeep => "Lưu tệp dưới đây. Sau này so với tệp mới: các dòng cũ phải còn nguyên." / "Save the file below. Compare it with a newer one later: the old lines must all still be there.";
        HowReceipt => "Tải biên nhận có chữ ký của hồ sơ ở trang theo dõi. Sau ngày công bố kế tiếp, biên nhận có thêm đường dẫn tới dòng đã công bố." / "Download the signed receipt of your case from its tracking page. After the next publication it also holds the way to a published line.";
        HowTool => "Kiểm tra không cần mạng, bằng “hoiam check” hoặc công cụ “signed note” (c2sp.org/signed-note) bất kỳ, với khóa công khai này:" / "Check it without a network, with “hoiam check” or any tool for signed notes (c2sp.org/signed-note), and this public key:";
        Key => "Khóa công khai" / "Public key";
        All => "Tải mọi lần công bố (ledger.txt)" / "All publications (ledger.txt)";
        Published => "Các lần công bố" / "Publications";
        Nothing => "Chưa có lần công bố nào." / "Nothing has been published yet.";
        At => "Lúc" / "When";
        Lines => "Số dòng trong sổ" / "Lines in the ledger";
        Hash => "Mã khóa của dòng cuối" / "Hash of the last line";
        SignedReceipt => "Tải biên nhận có chữ ký" / "Save the signed receipt";
        SignedAbove => "Phần dưới đây có chữ ký số của hệ thống. Giữ nguyên từng ký tự; cách kiểm tra: {address}" / "What follows is signed by the system. Keep every character as it is; how to check it: {address}";
        ReceiptNote => "Giữ tệp này: nó chứng minh hồ sơ đã được nhận, không cần hỏi lại chúng tôi." / "Keep this file: it proves that your case was received, without asking us.";
    }
}
