//! One key, one command; a person may give a command another key. Only the table; who does what with a command is the
//! pages' business.

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
    /// The list of everything that can be done.
    Palette,
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

/// A command and its key.
#[derive(Debug, Clone, Copy)]
pub struct Shortcut {
    /// By which a person's own key is kept; never changes.
    pub name: &'static str,
    /// The key that it has at first.
    pub key: &'static str,
    /// What it does.
    pub command: Command,
}

const fn line(name: &'static str, key: &'static str, command: Command) -> Shortcut {
    Shortcut { name, key, command }
}

/// In the order the help shows them; `Enter` is the browser's own, on the link that has the focus.
pub const TABLE: &[Shortcut] = &[
    line("next", "j", Command::Next),
    line("previous", "k", Command::Previous),
    line("assign", "a", Command::Do(&[Action::Assign])),
    line("transfer", "t", Command::Do(&[Action::Transfer, Action::Route])),
    line("suggestion", "g", Command::Suggestion),
    line("reply", "r", Command::Do(&[Action::Answer, Action::SubmitAnswer])),
    line("note", "n", Command::Do(&[Action::Note])),
    line("close", "e", Command::Do(&[Action::Close])),
    line("select", "x", Command::Select),
    line("select-to", "X", Command::SelectTo),
    line("undo", "z", Command::Undo),
    line("queue", "u", Command::Queue),
    line("search", "/", Command::Search),
    line("palette", ".", Command::Palette),
    line("help", "?", Command::Help),
    line("escape", "Escape", Command::Escape),
];

/// What is held down beside a key, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Nothing, or Shift, which is part of the key.
    Nothing,
    /// Ctrl, or Command on a Mac.
    Ctrl,
    /// Anything else.
    Other,
}

/// Why a command cannot have a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotThisKey {
    /// It writes nothing, or more than one sign.
    NoSign,
    /// It belongs to this command.
    Taken(Command),
}

/// The keys as a person has them, one for each line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys(Vec<String>);

impl Default for Keys {
    fn default() -> Self {
        Self(TABLE.iter().map(|line| line.key.to_owned()).collect())
    }
}

impl Keys {
    /// Reads what [`Keys::kept`] wrote; lines that mean nothing (any more) are passed over.
    pub fn read(kept: &str) -> Self {
        let mut keys = Self::default();
        for (name, key) in kept.lines().filter_map(|line| line.split_once('=')) {
            if let Some(line) = TABLE.iter().find(|line| line.name == name) {
                // Two commands that changed their keys with each other are each taken for a moment.
                keys.put(line.command, key);
            }
        }
        let distinct = |keys: &Self| (1..keys.0.len()).all(|n| !keys.0[..n].contains(&keys.0[n]));
        if distinct(&keys) { keys } else { Self::default() }
    }

    /// The keys that are not the original ones, a line each.
    pub fn kept(&self) -> String {
        let own = TABLE.iter().zip(&self.0).filter(|(line, key)| line.key != key.as_str());
        own.map(|(line, key)| format!("{}={key}\n", line.name)).collect()
    }

    /// The key of a command.
    pub fn of(&self, command: Command) -> &str {
        let at = TABLE.iter().position(|line| line.command == command);
        at.and_then(|at| self.0.get(at)).map_or("", String::as_str)
    }

    /// Gives a command another key.
    pub fn change(&mut self, command: Command, key: &str) -> Result<(), NotThisKey> {
        if let Some((line, _)) = TABLE.iter().zip(&self.0).find(|(_, own)| *own == key) {
            return if line.command == command { Ok(()) } else { Err(NotThisKey::Taken(line.command)) };
        }
        if self.put(command, key) { Ok(()) } else { Err(NotThisKey::NoSign) }
    }

    fn put(&mut self, command: Command, key: &str) -> bool {
        let mut signs = key.chars();
        let one = signs.next().is_some_and(|c| !c.is_whitespace() && !c.is_control()) && signs.next().is_none();
        // Escape leads out of wherever one is, for everybody.
        let fits = one && command != Command::Escape;
        if let Some(at) = TABLE.iter().position(|line| line.command == command).filter(|_| fits) {
            key.clone_into(&mut self.0[at]);
        }
        fits
    }

    /// The command of a key. In a field only Escape counts. What is pressed with Ctrl, Alt or Meta belongs to the browser
    /// and to assistive technology, but for the palette, which people look for at Ctrl K. `on` is the person's switch for
    /// one-key commands (WCAG 2.1.4).
    pub fn command(&self, key: &str, held: Held, in_field: bool, on: bool) -> Option<Command> {
        if held != Held::Nothing {
            return (held == Held::Ctrl && key.eq_ignore_ascii_case("k")).then_some(Command::Palette);
        }
        let at = self.0.iter().position(|own| own == key)?;
        let found = TABLE.get(at)?.command;
        (found == Command::Escape || (on && !in_field)).then_some(found)
    }
}

/// A key as it stands on the keyboard.
pub fn shown(key: &str) -> String {
    match key {
        "Escape" => "Esc".to_owned(),
        _ if key.chars().any(char::is_uppercase) => format!("Shift {key}"),
        _ => key.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_type_in_fields_and_command_outside() {
        let keys = Keys::default();
        let check = |key, held, in_field, on, expect| {
            assert_eq!(keys.command(key, held, in_field, on), expect, "{key} {held:?} {in_field} {on}");
        };
        check("j", Held::Nothing, false, true, Some(Command::Next));
        check("j", Held::Nothing, true, true, None);
        check("j", Held::Ctrl, false, true, None);
        check("j", Held::Nothing, false, false, None);
        check("Escape", Held::Nothing, true, false, Some(Command::Escape));
        check("x", Held::Nothing, false, true, Some(Command::Select));
        check("q", Held::Nothing, false, true, None);
        check("k", Held::Ctrl, true, false, Some(Command::Palette));
        check("K", Held::Other, false, true, None);
    }

    #[test]
    fn a_command_gets_another_key() {
        let mut keys = Keys::default();
        assert_eq!(keys.change(Command::Next, "k"), Err(NotThisKey::Taken(Command::Previous)));
        for none in ["", " ", "ab", "Enter", "\u{8}"] {
            assert_eq!(keys.change(Command::Next, none), Err(NotThisKey::NoSign), "{none:?}");
        }
        assert_eq!(keys.change(Command::Escape, "q"), Err(NotThisKey::NoSign));
        assert_eq!(keys.change(Command::Next, "Escape"), Err(NotThisKey::Taken(Command::Escape)));
        assert_eq!(keys.change(Command::Next, "đ"), Ok(()));
        assert_eq!(keys.change(Command::Previous, "j"), Ok(()));
        assert_eq!(keys.command("đ", Held::Nothing, false, true), Some(Command::Next));
        assert_eq!(keys.command("j", Held::Nothing, false, true), Some(Command::Previous));
        assert_eq!(keys.command("k", Held::Nothing, false, true), None);
        assert_eq!((keys.of(Command::Next), keys.kept().as_str()), ("đ", "next=đ\nprevious=j\n"));
        assert_eq!(Keys::read(&keys.kept()), keys);
    }

    #[test]
    fn what_was_kept_is_read_with_care() {
        let swapped = Keys::read("next=k\nprevious=j\n");
        assert_eq!((swapped.of(Command::Next), swapped.of(Command::Previous)), ("k", "j"));
        for bad in ["next=k", "nobody=q", "escape=q", "next=", "next", "next=two"] {
            assert_eq!(Keys::read(bad), Keys::default(), "{bad}");
        }
    }

    #[test]
    fn keys_as_they_stand_on_the_keyboard() {
        assert_eq!(["j", "X", "Đ", "/", "Escape"].map(shown), ["j", "Shift X", "Shift Đ", "/", "Esc"]);
    }
}
