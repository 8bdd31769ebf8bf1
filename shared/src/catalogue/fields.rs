//! Names of the fields of the query language, as people read them above lists and facets.

crate::catalogue! {
    /// Field names.
    pub enum FieldNames {
        State => "Trạng thái" / "State";
        Kind => "Loại" / "Kind";
        Category => "Lĩnh vực" / "Category";
        Agency => "Cơ quan" / "Agency";
        Assignee => "Người xử lý" / "Assignee";
        Area => "Địa bàn" / "Area";
    }
}
