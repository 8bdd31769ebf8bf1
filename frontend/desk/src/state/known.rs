//! A value that follows others and tells only of true changes: Leptos' `Memo` without the type inside. Pages are made of
//! dozens of kinds of values, and a `Memo<T>` is compiled anew for each; here only reading knows the type.

use leptos::prelude::*;
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

/// A value without its type, and how two of its kind are compared.
#[derive(Clone)]
pub(super) struct Erased {
    value: Arc<dyn Any + Send + Sync>,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl Erased {
    pub(super) fn new<T: PartialEq + Send + Sync + 'static>(value: T) -> Self {
        fn same<T: PartialEq + 'static>(a: &dyn Any, b: &dyn Any) -> bool {
            matches!((a.downcast_ref::<T>(), b.downcast_ref::<T>()), (Some(a), Some(b)) if a == b)
        }
        Self { value: Arc::new(value), same: same::<T> }
    }

    pub(super) fn as_ref<T: 'static>(&self) -> &T {
        self.value.downcast_ref().expect("whoever made it reads it, with the type it was made with")
    }
}

impl PartialEq for Erased {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.value, &other.value) || (self.same)(&*self.value, &*other.value)
    }
}

/// How a value is made, told what was known before.
type Make = Box<dyn Fn(Option<&Erased>) -> Erased + Send + Sync>;

/// A value that follows what it was made from; copies are the same value.
pub struct Known<T> {
    value: Memo<Erased>,
    reads: PhantomData<fn() -> T>,
}

impl<T> Clone for Known<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Known<T> {}

impl<T: PartialEq + Send + Sync + 'static> Known<T> {
    /// Follows `make`.
    pub fn new(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::erased(Box::new(move |_| Erased::new(make())))
    }

    /// Follows `make`, which is told what was known before.
    pub fn after(make: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        Self::erased(Box::new(move |before| Erased::new(make(before.map(Erased::as_ref)))))
    }

    /// What never changes.
    pub fn fixed(value: T) -> Self {
        let value = Erased::new(value);
        Self::erased(Box::new(move |_| value.clone()))
    }

    fn erased(make: Make) -> Self {
        Self { value: memo(make), reads: PhantomData }
    }

    /// Looks at it and follows it.
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(self.value.get().as_ref())
    }

    /// Looks at it.
    pub fn with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(self.value.get_untracked().as_ref())
    }

    /// Follows it without looking. It is worked out all the same: what was never worked out follows nothing yet, and
    /// whoever follows it would hear of nothing.
    pub fn track(self) {
        self.with(|_| ());
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Known<T> {
    /// A copy, followed.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// A copy.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

fn memo(make: Make) -> Memo<Erased> {
    Memo::new(make)
}
