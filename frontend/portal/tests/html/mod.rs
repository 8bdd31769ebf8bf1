//! Reads the HTML that Leptos writes (all attributes quoted, all texts escaped) into a flat list, just enough to
//! check pages. Not a parser for HTML at large.

/// One tag with what stands around it.
#[derive(Debug, Clone)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// A text and the elements it stands in, outermost first.
#[derive(Debug, Clone)]
pub struct Text {
    pub text: String,
    pub within: Vec<Tag>,
}

#[derive(Debug, Default)]
pub struct Html {
    pub tags: Vec<Tag>,
    pub texts: Vec<Text>,
}

const VOID: [&str; 6] = ["meta", "link", "input", "img", "br", "!DOCTYPE"];

pub fn read(html: &str) -> Html {
    let (mut found, mut open, mut rest) = (Html::default(), Vec::<Tag>::new(), html);
    while let Some(start) = rest.find('<') {
        if start > 0 {
            found.texts.push(Text { text: rest[..start].to_owned(), within: open.clone() });
        }
        let end = start + end_of_tag(&rest[start..]);
        let inner = &rest[start + 1..end - 1];
        if let Some(name) = inner.strip_prefix('/') {
            let last = open.pop().expect("an element to close");
            assert_eq!(last.name, name, "closed in order");
        } else {
            let tag = tag(inner.trim_end_matches('/'));
            let closed = VOID.contains(&tag.name.as_str()) || inner.ends_with('/');
            found.tags.push(tag.clone());
            if !closed {
                open.push(tag);
            }
        }
        rest = &rest[end..];
    }
    assert!(open.is_empty(), "left open: {open:?}");
    found
}

/// Length of the tag at the start, quotes respected.
fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (i, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return i + 1,
            _ => {}
        }
    }
    panic!("a tag that does not end: {}", &text[..text.len().min(80)]);
}

fn tag(inner: &str) -> Tag {
    let (name, mut rest) = inner.split_once([' ', '\n']).unwrap_or((inner, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Tag { name: name.to_owned(), attributes };
        }
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let key = rest[..end].to_owned();
        if let Some(value) = rest[end..].strip_prefix("=\"") {
            let close = value.find('"').expect("a closed attribute");
            attributes.push((key, value[..close].to_owned()));
            rest = &value[close + 1..];
        } else {
            assert!(!rest[end..].starts_with('='), "an attribute without quotes: {inner}");
            attributes.push((key, String::new()));
            rest = &rest[end..];
        }
    }
}
