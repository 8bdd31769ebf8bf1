//! One key, one command. Only the table; who does what with a command is the pages' business.

use hoiam_shared::case::Action;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// The next case.
    Next,
    /// The one before.
    Previous,
    /// Into the search box.
    Search,
    /// The list of keys.
    Help,
    /// Back out: close a form, leave a field.
    Escape,
    /// Back to the queue.
    Queue,
    /// Choose the case, or not any more.
    Select,
    /// Choose everything up to the case.
    SelectTo,
    /// Take back what was done last.
    Undo,
    /// Send the case to the agency that is suggested.
    Suggestion,
    /// Open the form of the first of these that is allowed.
    Do(&'static [Action]),
}

/// Keys in the order the help shows them; `Enter` is the browser's own, on the link that has the focus.
pub const TABLE: &[(&str, Command)] = &[
    ("j", Command::Next),
    ("k", Command::Previous),
    ("a", Command::Do(&[Action::Assign])),
    ("t", Command::Do(&[Action::Transfer, Action::Route])),
    ("g", Command::Suggestion),
    ("r", Command::Do(&[Action::Answer, Action::SubmitAnswer])),
    ("n", Command::Do(&[Action::Note])),
    ("e", Command::Do(&[Action::Close])),
    ("x", Command::Select),
    ("X", Command::SelectTo),
    ("z", Command::Undo),
    ("u", Command::Queue),
    ("/", Command::Search),
    ("?", Command::Help),
    ("Escape", Command::Escape),
];

/// The command of a key. In a field only Escape counts, with Ctrl, Alt or Meta nothing does: those belong to
/// the browser and to assistive technology. `on` is the person's switch for one-key commands (WCAG 2.1.4).
pub fn command(key: &str, in_field: bool, with_modifier: bool, on: bool) -> Option<Command> {
    if with_modifier {
        return None;
    }
    let found = TABLE.iter().find(|(k, _)| *k == key).map(|(_, command)| *command)?;
    (found == Command::Escape || (on && !in_field)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn keys_type_in_fields_and_command_outside() {
        let check = |key, in_field, modifier, on, expect| {
            assert_eq!(command(key, in_field, modifier, on), expect, "{key} {in_field} {modifier} {on}");
        };
        check("j", false, false, true, Some(Command::Next));
        check("j", true, false, true, None);
        check("j", false, true, true, None);
        check("j", false, false, false, None);
        check("Escape", true, false, false, Some(Command::Escape));
        check("x", false, false, true, Some(Command::Select));
        check("q", false, false, true, None);
    }

    #[test]
    fn no_key_is_used_twice() {
        let keys: HashSet<_> = TABLE.iter().map(|(key, _)| *key).collect();
        assert_eq!(keys.len(), TABLE.len());
    }
}
