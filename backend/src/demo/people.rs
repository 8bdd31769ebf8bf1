//! Names and ways to reach people. Addresses are of the reserved domain `example` (RFC 2606) and numbers of a
//! prefix no operator uses any more, so that a demonstration can never reach anybody.

use super::noise::bare;
use super::rng::Rng;
use super::template::push;
use super::texts::Texts;
use hoiam_shared::wire::intake::Contact;

/// A person who left their name, or part of what would be needed to reach them.
pub fn contact(texts: &Texts, rng: &mut Rng, identified: bool) -> Option<Contact> {
    if !identified && !rng.in_thousand(460) {
        return None;
    }
    let given = *rng.pick(&texts.givens);
    let surname = *rng.pick(&texts.surnames);
    let mut name = String::with_capacity(28);
    for (n, part) in [surname, *rng.pick(&texts.middles), given].into_iter().enumerate() {
        if n > 0 {
            name.push(' ');
        }
        name.push_str(part);
    }
    let by_email = rng.in_thousand(480);
    let by_phone = !by_email || rng.in_thousand(500);
    let email = by_email.then(|| {
        let mut address = bare(given).to_lowercase();
        address.push('.');
        address.push_str(&bare(surname).to_lowercase());
        push(&mut address, rng.below(9000) as u32);
        address.push_str("@mail.example");
        address
    });
    let phone = by_phone.then(|| {
        let mut number = String::from("0955");
        for _ in 0..6 {
            push(&mut number, rng.below(10) as u32);
        }
        number
    });
    let name = (identified || rng.in_thousand(850)).then_some(name);
    Some(Contact { name, email, phone, notify: false })
}
