//! What a webmaster pastes, for each way of embedding. The same lines are in the README and are tried, as they are, on
//! pages of other people.

use crate::Lang;
use crate::coded::coded;

coded! {
    /// A way of embedding.
    pub enum Way {
        /// A button that stays in the corner.
        Launcher = "launcher",
        /// The form as a block of the page.
        Inline = "inline",
        /// A link that opens the form.
        Link = "link",
        /// By a tag manager.
        TagManager = "tag_manager",
        /// In a page that React draws.
        React = "react",
        /// Without any script.
        Plain = "plain",
    }
}

/// The lines to paste; `host` is the address of our server, `key` the site's, `label` what a link says.
pub fn snippet(way: Way, host: &str, key: &str, lang: Lang) -> String {
    let host = host.trim_end_matches('/');
    let label = match lang {
        Lang::Vi => "Gửi phản ánh, kiến nghị",
        Lang::En => "Send feedback or a complaint",
    };
    let plain = format!("<a href=\"{host}/f/{key}\">{label}</a>");
    // With an empty key of its own the script brings the element and the site's look, and no launcher.
    let script = format!("<script async src=\"{host}/embed/{key}.js\" data-site=\"\"></script>");
    match way {
        Way::Launcher => format!("<script async src=\"{host}/embed/{key}.js\"></script>"),
        Way::Inline => format!("<hoi-am site=\"{key}\" mode=\"inline\">{plain}</hoi-am>\n{script}"),
        Way::Link => format!("<a data-hoiam=\"{key}\" href=\"{host}/f/{key}\">{label}</a>\n{script}"),
        Way::TagManager => format!(
            "<script>\n(function () {{\n  var s = document.createElement('script');\n  s.src = '{host}/embed/{key}.js';\n  \
             s.async = true;\n  document.head.appendChild(s);\n}})();\n</script>"
        ),
        Way::React => format!(
            "useEffect(() => {{\n  const s = document.createElement('script');\n  s.src = '{host}/embed/{key}.js';\n  \
             s.dataset.site = '';\n  document.head.append(s);\n}}, []);\n\nreturn <hoi-am site=\"{key}\" mode=\"inline\">\
             <a href=\"{host}/f/{key}\">{label}</a></hoi-am>;"
        ),
        Way::Plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_leads_to_the_site() {
        for &way in Way::ALL {
            for &lang in Lang::ALL {
                let text = snippet(way, "https://hoiam.example.vn/", "demo", lang);
                assert!(text.contains("https://hoiam.example.vn/") && text.contains("/demo"), "{way}: {text}");
                assert!(!text.contains("vn//"), "{way}: {text}");
            }
        }
    }
}
