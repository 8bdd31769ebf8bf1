//! Pages of petitions: the lists, one petition, writing one, signing, one's own signature, the figures, and the page that
//! stands in a frame elsewhere. A view struct and a function from it to a whole document each, as in the folder above.

mod asked;
mod figures;
mod frame;
mod list;
mod mine;
mod new;
mod one;
mod parts;
mod sign;
mod thresholds;
mod vouched;

pub use asked::{AskedPage, asked};
pub use figures::{FiguresPage, figures};
pub use frame::frame;
pub use list::{ListPage, list, list_path};
pub use mine::{MinePage, mine};
pub use new::{NewPage, new, new_done};
pub use one::{OnePage, one};
pub use vouched::Vouching;
